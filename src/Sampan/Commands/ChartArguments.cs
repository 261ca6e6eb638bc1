using System.CommandLine;
using Sampan.Charts;
using Sampan.Charts.Loading;
using Sampan.Charts.Values;
using Sampan.Charts.Values.Origins;

namespace Sampan.Commands;

/// <summary>The options that name a chart and its values, without a declaration; their order among each other is Helm's.</summary>
internal sealed class ChartArguments
{
    private readonly Option<string?> _chart = new("--chart") { Description = "A chart, in place of a release: a folder or a .tgz" };
    private readonly Option<string[]> _files = new("--values") { Description = "With --chart: a values file (repeat; later ones win)" };
    private readonly Option<string[]> _json = new("--set-json") { Description = "With --chart: values as JSON, a.b={\"c\":1}" };
    private readonly Option<string[]> _set = new("--set") { Description = "With --chart: values, a.b=c,d=e" };
    private readonly Option<string[]> _text = new("--set-string") { Description = "With --chart: values that stay text" };

    public void AddTo(Command command)
    {
        command.Options.Add(_chart);
        command.Options.Add(_files);
        command.Options.Add(_json);
        command.Options.Add(_set);
        command.Options.Add(_text);
    }

    public bool IsGiven(ParseResult parsed) => parsed.GetValue(_chart) is not null;

    public string Chart(ParseResult parsed) => parsed.GetValue(_chart)!;

    /// <summary>The layers of the command line, and the same laid over each other. Throws <see cref="ChartException"/>.</summary>
    public (IReadOnlyList<ValueLayer> Layers, Dictionary<string, object?> Values) Values(ParseResult parsed)
    {
        var given = new UserValues
        {
            Files = parsed.GetValue(_files) ?? [],
            SetJson = parsed.GetValue(_json) ?? [],
            Set = parsed.GetValue(_set) ?? [],
            SetString = parsed.GetValue(_text) ?? [],
        };
        var values = given.Merge(Read);
        IReadOnlyList<ValueLayer> layers =
        [
            .. given.Files.Select(file => new ValueLayer(ValueLayerKind.File, file, new UserValues { Files = [file] }.Merge(Read)) { Text = new ValueText(Read(file)) }),
            .. given.SetJson.Select(text => Setting("--set-json", text, SetSyntax.Json)),
            .. given.Set.Select(text => Setting("--set", text, SetSyntax.Typed)),
            .. given.SetString.Select(text => Setting("--set-string", text, SetSyntax.Text)),
        ];
        return (layers, values);
    }

    private static string Read(string path) => ValueFile.Read(path, Console.In);

    private static ValueLayer Setting(string flag, string text, SetSyntax syntax) => new(ValueLayerKind.Set, text, SetExpression.Parse(text, syntax)) { Role = flag };
}
