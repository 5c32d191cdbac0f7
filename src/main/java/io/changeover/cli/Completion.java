package io.changeover.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** Prints a script that has bash and zsh complete verbs, options, and the names of plans and runs. */
@Command(
        name = "generate-completion",
        description = {
            "Prints a completion script for bash and zsh. It asks the server for names of plans and runs, as whom the",
            "environment names (CHANGEOVER_URL, CHANGEOVER_USER, CHANGEOVER_PASSWORD).",
            "  source <(changeover generate-completion)"
        })
final class Completion implements Callable<Integer> {
    /** Verbs and options are in the script; where they leave nothing to say, the server is asked. */
    private static final String NAMES = """

            # Names of plans and runs, which only the server knows.
            function _complete_changeover_names() {
              _complete_changeover
              if [ ${#COMPREPLY[@]} -eq 0 ] && [[ "${COMP_WORDS[COMP_CWORD]}" != -* ]]; then
                COMPREPLY=( $(compgen -W "$("${COMP_WORDS[0]}" names -- "${COMP_WORDS[@]:1:COMP_CWORD-1}" 2>/dev/null)" \
                  -- "${COMP_WORDS[COMP_CWORD]}") )
              fi
            }
            complete -F _complete_changeover_names -o default changeover
            """;

    private final RootCommand root;

    Completion(RootCommand root) {
        this.root = root;
    }

    @Override
    public Integer call() {
        CommandLine all = ChangeoverCli.commandLine(root.around());
        root.printer().line(AutoComplete.bash("changeover", all).stripTrailing());
        root.printer().line(NAMES.stripTrailing());
        return Exit.DONE;
    }
}
