create table start_print (
    run   varchar(80) not null,
    print varchar(64) not null,
    constraint start_print_pk primary key (run),
    constraint start_print_run_fk foreign key (run) references run (id)
);
