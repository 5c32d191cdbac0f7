package io.changeover.dashboard;

import io.changeover.application.RefusedException;
import io.changeover.domain.run.Blocker;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Tells the page that follows a form what was done, or every reason why it was refused. */
final class Answers {
    private Answers() {}

    static void attempt(Runnable action, String done, RedirectAttributes flash) {
        result(
                () -> {
                    action.run();
                    return done;
                },
                done,
                flash);
    }

    /** What came of it; empty where it was refused. */
    static <T> Optional<T> result(Supplier<T> action, String done, RedirectAttributes flash) {
        try {
            T result = action.get();
            flash.addFlashAttribute("notice", done);
            return Optional.of(result);
        } catch (RefusedException refused) {
            flash.addFlashAttribute("refusals", refusals(refused));
            return Optional.empty();
        }
    }

    /** Every reason why an action was refused, for the page; whoever writes down what was refused gets them as well. */
    static List<String> refusals(RefusedException refused) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            request.setAttribute(DispatcherServlet.EXCEPTION_ATTRIBUTE, refused, RequestAttributes.SCOPE_REQUEST);
        }
        return sentences(refused);
    }

    /** Every reason, where nothing but a question was asked. */
    static List<String> sentences(RefusedException refused) {
        return refused.blockers().stream().map(Blocker::sentence).toList();
    }
}
