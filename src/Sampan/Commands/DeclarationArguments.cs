using System.Collections;
using System.CommandLine;
using Sampan.Releases.Declarations;
using Sampan.Releases.Selection;

namespace Sampan.Commands;

/// <summary>The options of every command that reads a declaration; names and meaning are helmfile's.</summary>
internal sealed class DeclarationArguments
{
    private readonly Option<string?> _file = new("--file", "-f") { Description = "The declaration: a helmfile or a folder of them (default: helmfile.yaml here)" };
    private readonly Option<string> _environment = new("--environment", "-e") { Description = "The environment", DefaultValueFactory = _ => System.Environment.GetEnvironmentVariable("HELMFILE_ENVIRONMENT") ?? "default" };
    private readonly Option<string[]> _selectors = new("--selector", "-l") { Description = "Only releases with these labels: k=v,k!=v (repeat for any of several)" };
    private readonly Option<string?> _namespace = new("--namespace", "-n") { Description = "The namespace of every release, in place of the declared ones" };
    private readonly Option<string?> _kubeContext = new("--kube-context") { Description = "The context of every release, in place of the declared ones" };
    private readonly Option<string[]> _stateValuesFiles = new("--state-values-file") { Description = "A file of state values" };
    private readonly Option<string[]> _stateValuesSet = new("--state-values-set") { Description = "State values: a.b=c,d=e" };

    public void AddTo(Command command)
    {
        command.Options.Add(_file);
        command.Options.Add(_environment);
        command.Options.Add(_selectors);
        command.Options.Add(_namespace);
        command.Options.Add(_kubeContext);
        command.Options.Add(_stateValuesFiles);
        command.Options.Add(_stateValuesSet);
    }

    /// <summary>Whether the command line names a declaration.</summary>
    public bool IsNamed(ParseResult parsed) => parsed.GetValue(_file) is not null;

    /// <summary>Loads what the command line names, sub-declarations first.</summary>
    /// <exception cref="DeclarationException">Something is missing or malformed.</exception>
    public IReadOnlyList<Declaration> Load(ParseResult parsed)
    {
        var options = new DeclarationOptions
        {
            Environment = parsed.GetValue(_environment)!,
            Selectors = [.. (parsed.GetValue(_selectors) ?? []).Select(ReleaseSelector.Parse)],
            Namespace = parsed.GetValue(_namespace),
            KubeContext = parsed.GetValue(_kubeContext),
            StateValuesFiles = parsed.GetValue(_stateValuesFiles) ?? [],
            StateValuesSet = parsed.GetValue(_stateValuesSet) ?? [],
            EnvironmentVariables = EnvironmentVariables(),
        };
        return [.. DeclarationLocation.Find(parsed.GetValue(_file), Directory.GetCurrentDirectory()).SelectMany(new DeclarationLoader(options).Load)];
    }

    private static Dictionary<string, string> EnvironmentVariables()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            variables[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return variables;
    }
}
