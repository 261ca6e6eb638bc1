using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm.Information;

/// <summary><c>helm completion bash|zsh|fish|powershell</c>: a script by which the shell completes Helm's command lines. It asks the executable (<c>helm __complete</c>).</summary>
internal sealed class HelmCompletionCommand(string shell) : IHelmCommand
{
    private const string Bash = """
        # bash completion for helm
        __start_helm()
        {
            local line
            COMPREPLY=()
            while IFS= read -r line; do
                COMPREPLY+=("${line%%$'\t'*}")
            done < <(helm __complete "${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
            if [[ ${#COMPREPLY[@]} -eq 1 && ${COMPREPLY[0]} == */ ]]; then
                compopt -o nospace
            fi
        }

        complete -o default -F __start_helm helm

        """;

    private const string Zsh = """
        #compdef helm
        _helm()
        {
            local line
            local -a candidates
            while IFS= read -r line; do
                candidates+=("${${line//:/\\:}/$'\t'/:}")
            done < <(helm __complete "${(@)words[2,$CURRENT]}" 2>/dev/null)
            if (( ${#candidates} )); then
                _describe 'helm' candidates
            else
                _files
            fi
        }

        compdef _helm helm

        """;

    private const string Fish = """
        # fish completion for helm
        function __helm_complete
            set -l words (commandline --tokenize --cut-at-cursor) (commandline --current-token --cut-at-cursor)
            helm __complete $words[2..-1] 2>/dev/null
        end

        complete -c helm -a '(__helm_complete)'

        """;

    private const string PowerShell = """
        # powershell completion for helm
        Register-ArgumentCompleter -Native -CommandName 'helm' -ScriptBlock {
            param($WordToComplete, $CommandAst, $CursorPosition)
            $words = @($CommandAst.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $CursorPosition } | ForEach-Object { "$_" })
            & helm __complete @words $WordToComplete 2>$null | ForEach-Object {
                $value, $description = $_ -split "`t", 2
                [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $(if ($description) { $description } else { $value }))
            }
        }

        """;

    public string Name => $"completion {shell}";

    public IEnumerable<Flag> Flags => [new Flag("no-descriptions", FlagKind.Switch)];

    public ValueTask<int> RunAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        ArgumentCount.None(flags, Name, "");
        var script = shell switch
        {
            "bash" => Bash,
            "zsh" => Zsh,
            "fish" => Fish,
            _ => PowerShell,
        };
        environment.Output.Write(flags.Switch("no-descriptions") ? script.Replace("helm __complete ", "helm __completeNoDesc ", StringComparison.Ordinal) : script);
        return ValueTask.FromResult(0);
    }
}
