create table operation_cancel (
    operation  varchar(60)   not null,
    step       varchar(36)   not null,
    whole_step boolean       not null,
    why        varchar(3000) not null,
    constraint operation_cancel_pk primary key (operation),
    constraint operation_cancel_operation_fk foreign key (operation) references operation (id)
);
create index operation_cancel_step_ix on operation_cancel (step);
