namespace Sampan.Commands.Flags;

/// <summary>A parsed command line: flags, and the arguments between and after them.</summary>
internal sealed class ParsedFlags(IReadOnlyDictionary<string, List<string>> values, IReadOnlyList<string> arguments)
{
    public IReadOnlyList<string> Arguments => arguments;

    public bool IsGiven(string name) => values.ContainsKey(name);

    public bool Switch(string name) => values.TryGetValue(name, out var given) && given[^1] == "true";

    public string Text(string name, string absent = "") => values.TryGetValue(name, out var given) ? given[^1] : absent;

    public IReadOnlyList<string> Texts(string name) => values.TryGetValue(name, out var given) ? given : [];
}
