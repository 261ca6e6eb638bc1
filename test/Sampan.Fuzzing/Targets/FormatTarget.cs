using Sampan.Templates;
using Sampan.Templates.Functions;

namespace Sampan.Fuzzing.Targets;

/// <summary><c>printf</c> with random formats and values.</summary>
internal sealed class FormatTarget : IFuzzTarget
{
    private static readonly string[] Parts = ["%", "v", "+v", "#v", "T", "d", "s", "q", "x", "X", "f", "g", "e", "b", "o", "c", "U", "t", "p", "5", "-5", "05", ".3", "*", ".*", "[1]", "[2]", "[", "%%", " ", "é", "#", "+"];

    private readonly object?[] _values =
    [
        null, true, "text", "é\n", 1.5, double.MaxValue, double.NaN, (nint)42, -7L, ulong.MaxValue, (byte)3, new List<object?> { 1.0, "a", null },
        new Dictionary<string, object?>(StringComparer.Ordinal) { ["k"] = new List<object?>() }, new byte[] { 1, 0xFF }, new List<string> { "x" },
    ];

    public string Name => "printf";

    public bool Run(Random random, Action<string> report)
    {
        var format = string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => Parts[random.Next(Parts.Length)]));
        var arguments = Enumerable.Range(0, random.Next(0, 4)).Select(_ => _values[random.Next(_values.Length)]).ToList();
        report($"{format} with {string.Join(", ", arguments)}");
        var set = new TemplateSet(FunctionTable.Helm);
        set.Parse("t", $"{{{{ printf .f {string.Join(' ', arguments.Select((_, i) => $"(index .a {i})"))} }}}}");
        try
        {
            set.Execute("t", new Dictionary<string, object?>(StringComparer.Ordinal) { ["f"] = format, ["a"] = arguments }, ExecutionOptions.Default);
            return true;
        }
        catch (TemplateException)
        {
            return false;
        }
    }
}
