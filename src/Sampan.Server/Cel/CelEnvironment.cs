using System.Collections.Frozen;
using Sampan.Server.Cel.Checking;
using Sampan.Server.Cel.Evaluation;
using Sampan.Server.Cel.Libraries;
using Sampan.Server.Cel.Parsing;

namespace Sampan.Server.Cel;

/// <summary>What an expression may use: variables and their types, functions, types of objects that it may write out.</summary>
internal sealed record CelEnvironment
{
    private static readonly FrozenDictionary<string, Overload[]> KubernetesFunctions = KubernetesLibraries.All.GroupBy(overload => overload.Function).ToFrozenDictionary(group => group.Key, group => group.ToArray());

    /// <summary>What every expression in Kubernetes has: the language's own functions and Kubernetes' libraries; no variables.</summary>
    public static readonly CelEnvironment Kubernetes = new();

    /// <summary>The variables by name.</summary>
    public IReadOnlyDictionary<string, CelType> Variables { get; init; } = new Dictionary<string, CelType>();

    /// <summary>The functions by name.</summary>
    public IReadOnlyDictionary<string, Overload[]> Functions { get; init; } = KubernetesFunctions;

    /// <summary>The type that a name written before braces stands for, or null.</summary>
    public Func<string, CelType?> ObjectTypes { get; init; } = _ => null;

    /// <summary>This environment with one more variable.</summary>
    public CelEnvironment With(string name, CelType type) => this with { Variables = new Dictionary<string, CelType>(Variables) { [name] = type } };

    /// <summary>Parses and checks an expression.</summary>
    public CelCompilation Compile(string text)
    {
        var source = new CelSource(text);
        List<CelError> errors = [];
        var expression = Parser.Parse(text, errors);
        if (errors.Count == 0)
        {
            Checker.Check(expression, this, errors);
        }

        if (errors.Count == 0)
        {
            LiteralChecks.Check(expression, errors);
        }

        if (errors.Count == 0)
        {
            ConstantFolding.Fold(expression);
        }

        return errors.Count == 0
            ? new CelCompilation(new CelProgram(text, expression), "")
            : new CelCompilation(null, source.Show(errors));
    }
}
