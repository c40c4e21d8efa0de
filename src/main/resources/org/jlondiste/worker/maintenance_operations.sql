-- What maintenance has to do now, in order.
select o.func_name, o.func_arg from pgq.maint_operations() o
