package io.changeover.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes a plan file to begin with. */
@Command(
        name = "init",
        description = {
            "Writes a plan file to begin with. It is valid as it stands, and its comments say what to change. Needs no",
            "server, asks nothing, and never writes over a file."
        },
        footer = {
            "",
            "Examples:",
            "  changeover plan init shop --postgresql --systemd shop-web --systemd shop-worker",
            "  changeover plan init shop --site fra --site ams --file plans/shop.yaml"
        })
final class PlanInit implements Callable<Integer> {
    private static final String NAME = "[a-z0-9][a-z0-9-]{0,62}";

    private final RootCommand root;

    @Parameters(arity = "0..1", paramLabel = "NAME", defaultValue = "shop", description = "The plan's name.")
    private String name = "";

    @Option(names = "--site", paramLabel = "SITE", description = "A site, twice; the first is the preferred one.")
    private List<String> sites = List.of("fra", "ams");

    @Option(names = "--postgresql", description = "With a PostgreSQL database and its replication.")
    private boolean postgresql;

    @Option(names = "--systemd", paramLabel = "UNIT", description = "A unit that moves; may be given again.")
    private List<String> units = List.of();

    @Option(names = "--file", paramLabel = "FILE", description = "The file to write; without it NAME.yaml.")
    private @Nullable Path file;

    PlanInit(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        check();
        Starter starter = root.around()
                .starter()
                .orElseThrow(() -> Failure.failed("this command line has no plan to begin with built in"));
        Path target = file == null ? Path.of(name + ".yaml") : file;
        write(target, starter.plan(new Starter.Wishes(name, sites, postgresql, units)));
        if (root.printer().forPrograms()) {
            root.printer().json(Map.of("plan", name, "file", target.toString()));
        } else {
            root.printer().line("%s is written. Change what its comments say, then:".formatted(target));
            root.printer().line("  changeover plan check " + target);
            root.printer().line("  changeover plan check %s --connect".formatted(target));
        }
        return Exit.DONE;
    }

    private void check() {
        if (!name.matches(NAME)) {
            throw Failure.usage("a plan's name is small letters, digits and hyphens, found '%s'".formatted(name));
        }
        if (sites.size() != 2 || sites.get(0).equals(sites.get(1))) {
            throw Failure.usage("a plan has two sites: --site is given twice, found %s".formatted(sites));
        }
        for (String site : sites) {
            if (!site.matches(NAME)) {
                throw Failure.usage("a site's name is small letters, digits and hyphens, found '%s'".formatted(site));
            }
        }
        for (String unit : units) {
            if (!unit.matches("[A-Za-z0-9][A-Za-z0-9:_.@-]{0,62}")) {
                throw Failure.usage("'%s' is not the name of a unit".formatted(unit));
            }
        }
    }

    private static void write(Path target, String text) {
        try {
            Files.writeString(target, text, StandardOpenOption.CREATE_NEW);
        } catch (FileAlreadyExistsException e) {
            throw Failure.usage("%s is there already and is left as it is; --file names another".formatted(target));
        } catch (IOException e) {
            throw Failure.usage("%s cannot be written: %s".formatted(target, e.getMessage()));
        }
    }
}
