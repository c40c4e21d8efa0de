-- Makes a tick in every queue where one is due; how many queues got one.
select pgq.ticker() as ticked
