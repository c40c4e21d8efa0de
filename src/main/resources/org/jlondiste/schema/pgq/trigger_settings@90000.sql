-- Settings under which the triggers write numbers and bytes exactly and the same everywhere.
alter function pgq.logutriga() set extra_float_digits = 3;
alter function pgq.sqltriga() set extra_float_digits = 3;
alter function pgq.jsontriga() set extra_float_digits = 3;
alter function pgq.logutriga() set bytea_output = 'hex';
alter function pgq.sqltriga() set bytea_output = 'hex';
alter function pgq.jsontriga() set bytea_output = 'hex';
