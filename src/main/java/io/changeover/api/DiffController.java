package io.changeover.api;

import io.changeover.api.model.PlanChangeView;
import io.changeover.api.model.PlanDiffView;
import io.changeover.api.model.PlanFilesRequest;
import io.changeover.application.ComparePlans;
import io.changeover.domain.plan.PlanChange;
import io.changeover.domain.plan.PlanId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/plans")
@Tag(name = "plans")
final class DiffController {
    private final ComparePlans compare;

    DiffController(ComparePlans compare) {
        this.compare = compare;
    }

    @GetMapping("/{plan}/diff")
    @Operation(summary = "What is different in effect between two versions of a plan")
    PlanDiffView versions(@PathVariable String plan, @RequestParam int from, @RequestParam Optional<Integer> to) {
        return view(compare.versions(find(plan), from, to));
    }

    @PostMapping("/{plan}/diff")
    @Operation(summary = "What would be different in effect if a plan file were applied; keeps nothing")
    PlanDiffView withFile(@PathVariable String plan, @RequestParam Optional<Integer> from, @RequestBody String yaml) {
        return view(compare.withFile(find(plan), from, yaml));
    }

    @PostMapping("/diff")
    @Operation(summary = "What is different in effect between two plan files; keeps nothing")
    PlanDiffView files(@RequestBody PlanFilesRequest files) {
        return view(compare.files(Texts.orEmpty(files.before()), Texts.orEmpty(files.after())));
    }

    private static PlanId find(String plan) {
        return Texts.planId(plan).orElseThrow(() -> new NotFoundException("there is no plan '" + plan + "'"));
    }

    private static PlanDiffView view(ComparePlans.Comparison found) {
        return new PlanDiffView(
                found.plan().value(),
                found.before().orElse(null),
                found.after().orElse(null),
                found.dangerous(),
                found.changes().stream().map(DiffController::view).toList());
    }

    private static PlanChangeView view(PlanChange change) {
        return new PlanChangeView(
                change.code().name(),
                change.path(),
                change.sentence(),
                change.before().orElse(null),
                change.after().orElse(null),
                change.severity().name());
    }
}
