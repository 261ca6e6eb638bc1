using Sampan.Templates;
using Sampan.Templates.Functions;

namespace Sampan.Fuzzing.Targets;

/// <summary>Templates of the corpus, changed, parsed and executed.</summary>
internal sealed class TemplateTarget(string corpus) : IFuzzTarget
{
    private static readonly TimeSpan Time = TimeSpan.FromSeconds(10);

    private static readonly string[] Fragments =
    [
        "{{", "}}", "{{-", "-}}", "/*", "*/", "if ", "range ", "end", "else", "define \"x\"", "\"", "`", "'", "$x", " := ", " = ", "|", "(", ")",
        ".Values", ".", "1", "0x", "1e", "-1", "nil", "true", "printf \"%v\" ", "template \"x\"", "block \"x\" .", "break", "continue", "with ", ",", " ", "\n", "é",
        "\\", "toYaml", "fromYaml", "tpl", "include \"x\"", "list", "dict", "index", "slice", "repeat", "until", "regexMatch", "default", "merge", "int", "float64", "trunc",
    ];

    private readonly IReadOnlyList<string> _seeds = Seeds.Texts(corpus, "templates/cases.json", "template");

    public string Name => "templates";

    public bool Run(Random random, Action<string> report)
    {
        var text = Mutation.Of(random, _seeds.Any(random), Fragments, _seeds.Any(random));
        report(text);
        using var time = new CancellationTokenSource(Time);
        var set = new TemplateSet(FunctionTable.Helm);
        try
        {
            set.Parse("t", text);
            set.Execute("t", Data(), new ExecutionOptions { Seed = "fuzz", MaximumOutput = 1 << 20, CancellationToken = time.Token });
            return true;
        }
        catch (Exception exception) when (exception is TemplateException or OperationCanceledException)
        {
            return false;
        }
    }

    private static Dictionary<string, object?> Data() => new(StringComparer.Ordinal)
    {
        ["Values"] = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["name"] = "web",
            ["v"] = "a: [1, 2]",
            ["list"] = new List<object?> { "a", 2.0, null },
            ["map"] = new Dictionary<string, object?>(StringComparer.Ordinal) { ["y"] = 2.5, ["x"] = true },
            ["none"] = null,
        },
    };
}
