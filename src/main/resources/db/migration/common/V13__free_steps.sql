create table free_step (
    step  varchar(36)     not null,
    drawn varchar(200000) not null,
    constraint free_step_pk primary key (step),
    constraint free_step_step_fk foreign key (step) references step (id)
);
