namespace Sampan.Charts.Values;

/// <summary>The values that a user gives on a command line: files and <c>--set</c> flags, laid over each other in Helm's order.</summary>
public sealed record UserValues
{
    /// <summary><c>-f</c>, <c>--values</c>: paths of YAML files, later ones over earlier ones.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];

    /// <summary><c>--set-json</c>.</summary>
    public IReadOnlyList<string> SetJson { get; init; } = [];

    /// <summary><c>--set</c>.</summary>
    public IReadOnlyList<string> Set { get; init; } = [];

    /// <summary><c>--set-string</c>.</summary>
    public IReadOnlyList<string> SetString { get; init; } = [];

    /// <summary><c>--set-file</c>.</summary>
    public IReadOnlyList<string> SetFile { get; init; } = [];

    /// <summary><c>--set-literal</c>.</summary>
    public IReadOnlyList<string> SetLiteral { get; init; } = [];

    /// <summary>
    /// Lays everything over each other: files, then JSON, typed, text, file and literal settings, whatever their order
    /// among each other was. Throws <see cref="ChartException"/> with Helm's message.
    /// </summary>
    /// <param name="readFile">Reads the text of a file by its path; throws <see cref="ChartException"/> where it cannot.</param>
    public Dictionary<string, object?> Merge(Func<string, string> readFile)
    {
        ArgumentNullException.ThrowIfNull(readFile);
        var values = ValueTrees.NewMap();
        foreach (var file in Files)
        {
            values = ValueLayers.Lay(values, ReadFile(file, readFile));
        }

        Apply(values, SetJson, SetSyntax.Json, "--set-json", null);
        Apply(values, Set, SetSyntax.Typed, "--set", null);
        Apply(values, SetString, SetSyntax.Text, "--set-string", null);
        Apply(values, SetFile, SetSyntax.File, "--set-file", readFile);
        Apply(values, SetLiteral, SetSyntax.Literal, "--set-literal", null);
        return values;
    }

    private static Dictionary<string, object?> ReadFile(string path, Func<string, string> readFile)
    {
        var text = readFile(path);
        try
        {
            return ValuesReader.Read(text);
        }
        catch (ChartException exception)
        {
            throw new ChartException($"failed to parse {path}: {exception.Message}", exception.Hint, exception);
        }
    }

    private static void Apply(Dictionary<string, object?> values, IEnumerable<string> expressions, SetSyntax syntax, string flag, Func<string, string>? readFile)
    {
        foreach (var expression in expressions)
        {
            try
            {
                SetExpression.ParseInto(values, expression, syntax, readFile);
            }
            catch (Exception exception) when (exception is SetExpressionException or ChartException)
            {
                throw new ChartException(syntax == SetSyntax.Json ? $"failed parsing {flag} data {expression}" : $"failed parsing {flag} data: {exception.Message}", cause: exception);
            }
        }
    }
}
