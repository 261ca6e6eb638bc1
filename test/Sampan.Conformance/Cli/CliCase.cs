using System.Text.Json;
using Sampan.Conformance.Charts;

namespace Sampan.Conformance.Cli;

/// <summary>A recorded command line, as the corpus has it.</summary>
internal sealed class CliCase(string folder, JsonElement @case)
{
    public string Name => CaseFile.Name(@case);

    public string Program => @case.GetProperty("program").GetString()!;

    public IReadOnlyList<string> Arguments => Texts("args");

    public string WorkingFolder => CaseFile.Find(@case, "cwd")?.GetString() ?? ".";

    public string Input => CaseFile.Find(@case, "stdin")?.GetString() ?? "";

    public IReadOnlyDictionary<string, string?> Variables =>
        CaseFile.Find(@case, "env") is { } env ? env.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()) : [];

    public IReadOnlyList<string> Needs => Texts("needs");

    /// <summary>Command lines to run first, each with the program's name.</summary>
    public IEnumerable<string[]> Setup =>
        CaseFile.Find(@case, "setup") is { } setup ? setup.EnumerateArray().Select(command => command.EnumerateArray().Select(word => word.GetString()!).ToArray()) : [];

    /// <summary>The exit code; null where only failure is known.</summary>
    public int? Exit => @case.GetProperty("exit") is { ValueKind: JsonValueKind.Number } exit ? exit.GetInt32() : null;

    /// <summary>The standard output; null where it is not compared.</summary>
    public string? Output => CaseFile.Find(@case, "stdout")?.GetString()
        ?? (CaseFile.Find(@case, "stdoutFile")?.GetString() is { } file ? File.ReadAllText(Path.Combine(folder, file)) : null);

    public string Comparison => CaseFile.Find(@case, "compare")?.GetString() ?? "text";

    public bool IsUnordered => CaseFile.Find(@case, "unordered")?.GetBoolean() ?? false;

    public IReadOnlyList<string> ErrorParts => Texts("stderrContains");

    public IReadOnlyList<string> IgnoredLines => Texts("ignoreLines");

    /// <summary>Files that exist afterwards, with their contents; null where only existence is known.</summary>
    public IReadOnlyDictionary<string, string?> Creates =>
        CaseFile.Find(@case, "creates") is { } creates ? creates.EnumerateObject().ToDictionary(entry => entry.Name, entry => entry.Value.GetString()) : [];

    private List<string> Texts(string name) => CaseFile.Find(@case, name) is { } items ? [.. items.EnumerateArray().Select(item => item.GetString()!)] : [];
}
