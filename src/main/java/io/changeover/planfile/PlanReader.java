package io.changeover.planfile;

import io.changeover.connector.spi.Descriptor;
import io.changeover.planfile.Part.Mapping;
import io.changeover.planfile.Shape.Structure;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads plan files. A file is a plan only if nothing at all is wrong with it; otherwise every mistake is reported, each
 * with its line. Nothing outside the text is looked at: no host is asked and no secret is resolved. Thread-safe.
 */
public final class PlanReader {
    private final Catalogue catalogue;
    private final Structure shape;
    private final Map<String, Structure> checkShapes;

    /**
     * A reader for plans that may name these connectors.
     *
     * @param connectors what is said of each connector that is installed
     */
    public PlanReader(Collection<Descriptor> connectors) {
        this.catalogue = new Catalogue(connectors);
        PlanShape shapes = new PlanShape(catalogue);
        this.shape = shapes.plan();
        this.checkShapes = shapes.check().byKey();
    }

    /** Reads one file, at most 1 MiB of it. Never throws for what is in it. */
    public PlanReading read(String yaml) {
        Problems problems = new Problems();
        Optional<Mapping> root = new TreeReader(problems).read(yaml);
        if (root.isEmpty()) {
            return new PlanReading(Optional.empty(), problems.inOrder());
        }
        Members members = new Members(root.get(), catalogue);
        new ShapeCheck(problems, members.sites()).check(shape, root.get());
        new PlanRules(root.get(), members, catalogue, problems).check();
        if (!problems.none()) {
            return new PlanReading(Optional.empty(), problems.inOrder());
        }
        return new PlanReading(Optional.of(new PlanBuilder(root.get(), members, checkShapes).plan()), List.of());
    }
}
