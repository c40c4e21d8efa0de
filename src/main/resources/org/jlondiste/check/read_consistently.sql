-- Makes the transaction see one moment, and change nothing.
set transaction isolation level repeatable read, read only
