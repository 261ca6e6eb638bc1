using Sampan.Templates.Functions;
using Sampan.Templates.Values;

namespace Sampan.Charts.Rendering;

/// <summary>The named map that templates see as the dot, as <c>.Values</c> and <c>.Template</c>: <c>chartutil.Values</c>, with its methods.</summary>
public sealed class ChartValues : Dictionary<string, object?>, ITemplateObject
{
    private const string PathSeparator = ".";

    /// <summary>No values.</summary>
    public ChartValues()
        : base(StringComparer.Ordinal)
    {
    }

    /// <summary>The values of a map; maps within them are shared with it.</summary>
    public ChartValues(IReadOnlyDictionary<string, object?> values)
        : base(values, StringComparer.Ordinal)
    {
    }

    /// <inheritdoc/>
    public string GoType => "chartutil.Values";

    /// <inheritdoc/>
    public TemplateFunction? Method(string name) => name switch
    {
        "AsMap" => new TemplateFunction(name, [], (_, _) => new Dictionary<string, object?>(this)),
        "YAML" => new TemplateFunction(name, [], (context, _) => FunctionTable.Helm.Find("toYaml") is { } toYaml ? toYaml.Invoke(context, this) + "\n" : ""),
        "Table" => new TemplateFunction(name, [ParameterType.Text], (_, arguments) => Table((string)arguments[0]!)),
        "PathValue" => new TemplateFunction(name, [ParameterType.Text], (_, arguments) => PathValue((string)arguments[0]!)),
        "Encode" => new TemplateFunction(name, [ParameterType.Other("io.Writer", canBeNil: true, _ => false)], (_, _) => null),
        _ => null,
    };

    private Dictionary<string, object?> Table(string path)
    {
        Dictionary<string, object?> table = this;
        foreach (var name in path.Split(PathSeparator))
        {
            table = table.GetValueOrDefault(name) as Dictionary<string, object?> ?? throw new FunctionException($"\"{name}\" is not a table");
        }

        return table;
    }

    private object PathValue(string path)
    {
        if (path.Length == 0)
        {
            throw new FunctionException("YAML path cannot be empty");
        }

        var names = path.Split(PathSeparator);
        var table = names.Length == 1 ? this : Table(string.Join(PathSeparator, names[..^1]));
        return table.GetValueOrDefault(names[^1]) is { } value and not Dictionary<string, object?>
            ? value
            : throw new FunctionException($"\"{names[^1]}\" is not a value");
    }
}
