/// A shell that completes command lines.
package enum CompletionShell: String, CaseIterable, Sendable, ExpressibleByArgument {
    case bash, zsh, fish

    /// What stands behind the candidates: whether the shell is to offer names of files where there are none.
    package enum Otherwise: String, Sendable {
        case nothing, files, directories
    }

    /// The word with which a script asks the program.
    package static let question = "__complete"

    /// The script that a person's shell reads.
    ///
    /// It knows no command: at each Tab it asks the program, which so is never of another mind.
    package func script(for program: String) -> String {
        let template =
            switch self {
            case .bash: Self.bashScript
            case .zsh: Self.zshScript
            case .fish: Self.fishScript
            }
        return template.replacing("@PROGRAM@", with: program)
            .replacing("@QUESTION@", with: Self.question)
    }

    private static let bashScript = #"""
        # Completion of @PROGRAM@ for bash: at each Tab, @PROGRAM@ itself is asked what fits.
        _@PROGRAM@_complete() {
            local line IFS=$' \t\n'
            COMPREPLY=()
            local -a answer=()
            while IFS= read -r line; do
                answer+=("$line")
            done < <(command -- "$1" @QUESTION@ bash "$COMP_WORDBREAKS" "${COMP_LINE:0:COMP_POINT}" 2> /dev/null < /dev/null)
            if (( ${#answer[@]} > 1 )); then
                COMPREPLY=("${answer[@]:1}")
            fi
            case "${answer[0]-}" in
                more) compopt -o nospace 2> /dev/null ;;
                files) compopt -o default 2> /dev/null ;;
                directories) compopt -o dirnames 2> /dev/null ;;
            esac
        }
        complete -F _@PROGRAM@_complete @PROGRAM@

        """#

    private static let zshScript = #"""
        #compdef @PROGRAM@
        # Completion of @PROGRAM@ for zsh: at each Tab, @PROGRAM@ itself is asked what fits.
        _@PROGRAM@() {
            emulate -L zsh
            local line value otherwise
            local -a answer whole whole_shown part part_shown
            answer=("${(@f)$(command -- "${(Q)words[1]}" @QUESTION@ zsh -- \
                "${(@)words[2,CURRENT-1]}" "${QIPREFIX}${IPREFIX}${PREFIX}" 2> /dev/null < /dev/null)}")
            otherwise="${answer[1]-}"
            for line in "${(@)answer[2,-1]}"; do
                value="${line[2,-1]%%$'\t'*}"
                case "$line" in
                    '='*) whole+=("$value"); whole_shown+=("${line[2,-1]/$'\t'/  -- }") ;;
                    '+'*) part+=("$value"); part_shown+=("${line[2,-1]/$'\t'/  -- }") ;;
                esac
            done
            if (( ${#whole} + ${#part} )); then
                (( ${#whole} )) && compadd -V @PROGRAM@ -l -d whole_shown -a -- whole
                (( ${#part} )) && compadd -V @PROGRAM@ -S '' -l -d part_shown -a -- part
                return 0
            fi
            [[ "$PREFIX" == --*=* ]] && compset -P '*='
            case "$otherwise" in
                files) _files ;;
                directories) _files -/ ;;
                *) return 1 ;;
            esac
        }
        if [[ "${funcstack[1]-}" == _@PROGRAM@ ]]; then
            _@PROGRAM@ "$@"
        else
            compdef _@PROGRAM@ @PROGRAM@
        fi

        """#

    private static let fishScript = #"""
        # Completion of @PROGRAM@ for fish: at each Tab, @PROGRAM@ itself is asked what fits.
        function __@PROGRAM@_complete
            set -l words (commandline -opc)
            set -l current (commandline -ct)
            set -l answer (command $words[1] @QUESTION@ fish -- $words[2..-1] "$current" 2> /dev/null < /dev/null)
            set -l otherwise $answer[1]
            set -e answer[1]
            if test (count $answer) -gt 0
                printf '%s\n' $answer
                return
            end
            switch "$otherwise"
                case files
                    __fish_complete_path (string replace -r -- '^--[^=]*=' '' $current)
                case directories
                    __fish_complete_directories (string replace -r -- '^--[^=]*=' '' $current)
            end
        end
        complete -c @PROGRAM@ -f -a '(__@PROGRAM@_complete)'

        """#
}
