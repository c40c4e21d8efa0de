-- Settings under which the triggers write numbers exactly; this server knows no more digits.
alter function pgq.logutriga() set extra_float_digits = 2;
alter function pgq.sqltriga() set extra_float_digits = 2;
alter function pgq.jsontriga() set extra_float_digits = 2;
