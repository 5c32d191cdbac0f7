package io.changeover.persistence;

import io.changeover.application.port.Outbox;
import io.changeover.domain.plan.PlanId;
import io.changeover.domain.plan.PlanState;
import io.changeover.domain.run.Notification;
import io.changeover.domain.run.Notification.Alarmed;
import io.changeover.domain.run.Notification.Delivery;
import io.changeover.domain.run.Notification.Fact;
import io.changeover.domain.run.Notification.Place;
import io.changeover.domain.run.Notification.Question;
import io.changeover.domain.run.NotificationEvent;
import io.changeover.domain.run.RunId;
import io.changeover.domain.run.RunOutcome;
import io.changeover.domain.run.RunState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
final class JdbcOutbox implements Outbox {
    private final JdbcClient jdbc;

    JdbcOutbox(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public int nextSequence(RunId run, String receiver) {
        return jdbc.sql("select coalesce(max(sequence), 0) + 1 from notification where run = ? and receiver = ?")
                .params(run.value(), receiver)
                .query(Integer.class)
                .single();
    }

    @Override
    public int nextSequence(PlanId plan, String receiver) {
        return jdbc.sql("select coalesce(max(sequence), 0) + 1 from notification where plan = ? and receiver = ?")
                .params(plan.value(), receiver)
                .query(Integer.class)
                .single();
    }

    @Override
    public List<Notification> pendingOf(PlanId plan, String receiver) {
        return jdbc.sql("select * from notification where plan = ? and receiver = ? and state = 'PENDING'"
                        + " order by sequence")
                .params(plan.value(), receiver)
                .query(JdbcOutbox::notification)
                .list();
    }

    @Override
    public void append(Notification one) {
        Fact fact = one.fact();
        Optional<Question> question = fact.question();
        jdbc.sql("insert into notification (id, run, receiver, sequence, event, at, run_state, outcome, plan_state,"
                        + " headline, task, question, choices, group_name, state, attempts, due, answer, plan, plan_version,"
                        + " alarm_code, alarm_subject, raised_at, cleared_at)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
                .params(
                        one.id(),
                        one.run().map(RunId::value).orElse(null),
                        one.receiver(),
                        one.sequence(),
                        one.event().name(),
                        Columns.time(one.at()),
                        Columns.name(fact.state()),
                        Columns.name(fact.outcome()),
                        Columns.name(fact.plan()),
                        Columns.head(fact.headline(), 1000),
                        question.map(Question::task).orElse(null),
                        question.map(asked -> Columns.head(asked.text(), 2000)).orElse(null),
                        question.map(asked -> String.join(" ", asked.choices())).orElse(null),
                        question.map(Question::group).orElse(null),
                        one.delivery().state().name(),
                        one.delivery().attempts(),
                        Columns.time(one.delivery().due()),
                        one.delivery().answer(),
                        one.plan().map(place -> place.id().value()).orElse(null),
                        one.plan().map(Place::version).orElse(null),
                        fact.alarm().map(Alarmed::code).orElse(null),
                        fact.alarm().map(Alarmed::subject).orElse(null),
                        Columns.time(fact.alarm().map(Alarmed::raisedAt)),
                        Columns.time(fact.alarm().flatMap(Alarmed::clearedAt)))
                .update();
    }

    @Override
    public Optional<Notification> find(String id) {
        return jdbc.sql("select * from notification where id = ?")
                .param(id)
                .query(JdbcOutbox::notification)
                .optional();
    }

    @Override
    public void update(Notification one) {
        Delivery delivery = one.delivery();
        jdbc.sql("update notification set state = ?, attempts = ?, due = ?, sent_at = ?, status = ?, answer = ?,"
                        + " error = ? where id = ? and state = 'PENDING'")
                .params(
                        delivery.state().name(),
                        delivery.attempts(),
                        Columns.time(delivery.due()),
                        Columns.time(delivery.sentAt()),
                        delivery.status().orElse(null),
                        Columns.head(delivery.answer(), 500),
                        delivery.error().map(text -> Columns.head(text, 1000)).orElse(null),
                        one.id())
                .update();
    }

    @Override
    public List<Notification> ofRun(RunId run) {
        return jdbc.sql("select * from notification where run = ? order by receiver, sequence")
                .param(run.value())
                .query(JdbcOutbox::notification)
                .list();
    }

    private static Notification notification(ResultSet row, int number) throws SQLException {
        return new Notification(
                row.getString("id"),
                Columns.optional(row, "run").map(RunId::new),
                place(row),
                row.getString("receiver"),
                row.getInt("sequence"),
                NotificationEvent.valueOf(row.getString("event")),
                Columns.instant(row, "at"),
                new Fact(
                        Columns.optional(row, "run_state", RunState.class),
                        Columns.optional(row, "outcome", RunOutcome.class),
                        Columns.optional(row, "plan_state", PlanState.class),
                        row.getString("headline"),
                        question(row),
                        alarm(row)),
                new Delivery(
                        Notification.State.valueOf(row.getString("state")),
                        row.getInt("attempts"),
                        Columns.instant(row, "due"),
                        Columns.optionalInstant(row, "sent_at"),
                        Optional.ofNullable(row.getObject("status", Integer.class)),
                        row.getString("answer"),
                        Columns.optional(row, "error")));
    }

    private static Optional<Place> place(ResultSet row) throws SQLException {
        String plan = row.getString("plan");
        return plan == null ? Optional.empty() : Optional.of(new Place(new PlanId(plan), row.getInt("plan_version")));
    }

    private static Optional<Alarmed> alarm(ResultSet row) throws SQLException {
        String code = row.getString("alarm_code");
        return code == null
                ? Optional.empty()
                : Optional.of(new Alarmed(
                        code,
                        row.getString("alarm_subject"),
                        Columns.instant(row, "raised_at"),
                        Columns.optionalInstant(row, "cleared_at")));
    }

    private static Optional<Question> question(ResultSet row) throws SQLException {
        String task = row.getString("task");
        return task == null
                ? Optional.empty()
                : Optional.of(new Question(
                        task,
                        row.getString("question"),
                        List.of(row.getString("choices").split(" ")),
                        row.getString("group_name")));
    }
}
