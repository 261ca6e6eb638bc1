using Sampan.Templates.Language;

namespace Sampan.Templates.Functions;

/// <summary>The functions that templates may call, by name.</summary>
public sealed class FunctionTable
{
    private readonly Dictionary<string, TemplateFunction> _functions = new(StringComparer.Ordinal);

    internal FunctionTable() => Texts = new ParsedTexts(this);

    /// <summary>What Helm gives to charts' templates: Go's built-in functions, sprig's but for <c>env</c> and <c>expandenv</c>, and Helm's own.</summary>
    public static FunctionTable Helm { get; } = FunctionLibrary.Helm();

    /// <summary>The names, in order.</summary>
    public IEnumerable<string> Names => _functions.Keys.Order(StringComparer.Ordinal);

    /// <summary>This table with more functions, which take the place of those of their names.</summary>
    public FunctionTable With(params ReadOnlySpan<TemplateFunction> functions)
    {
        var table = new FunctionTable();
        foreach (var function in _functions.Values)
        {
            table.Add(function);
        }

        foreach (var function in functions)
        {
            table.Add(function);
        }

        return table;
    }

    /// <summary>The function of that name, or null.</summary>
    public TemplateFunction? Find(ReadOnlySpan<char> name) =>
        _functions.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(name, out var function) ? function : null;

    /// <summary>The texts that were parsed with these functions.</summary>
    internal ParsedTexts Texts { get; }

    internal void Add(TemplateFunction function) => _functions[function.Name] = function;

    /// <summary>Adds a function of a fixed number of parameters.</summary>
    internal void Add(string name, ParameterType[] parameters, FunctionBody body) =>
        Add(new TemplateFunction(name, parameters, body));

    /// <summary>Adds a function whose last parameter may be given any number of times.</summary>
    internal void AddVariadic(string name, ParameterType[] parameters, FunctionBody body) =>
        Add(new TemplateFunction(name, parameters, body, isVariadic: true));
}
