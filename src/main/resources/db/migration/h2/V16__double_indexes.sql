-- H2 makes an index for every foreign key; these were the same once more, and every change of a row kept both.
drop index operation_step_ix;
drop index run_event_run_ix;
drop index decision_run_ix;
