using System.CommandLine;
using Sampan.Charts.Loading;
using Sampan.Charts.Values;
using Sampan.Charts.Values.Origins;
using Sampan.Errors;
using Sampan.Kubernetes.Naming;
using Sampan.Releases.Declarations;
using Sampan.Releases.Explaining;
using Sampan.Releases.Rendering;
using Sampan.Reports;

namespace Sampan.Commands;

/// <summary>
/// <c>sampan values explain RELEASE [PATH]</c>: which file and layer gave a value, and what it overrode; with
/// <c>--chart</c>, of a chart and values files without a declaration.
/// </summary>
internal static class ValuesCommand
{
    public static Command Create(TimeProvider time) => new("values", "Values of releases") { Explain(time) };

    private static Command Explain(TimeProvider time)
    {
        var names = new Argument<string[]>("RELEASE [PATH]") { Arity = new ArgumentArity(0, 2), Description = "The release, and the path of a value (a.b[0].c); without a path every value. With --chart the path alone" };
        var declaration = new DeclarationArguments();
        var chart = new ChartArguments();
        var output = new Option<string>("--output", "-o") { Description = "text or json", DefaultValueFactory = _ => "text" };
        output.AcceptOnlyFromAmong("text", "json");
        var command = new Command("explain", "Show which file and layer gave a value, and what it overrode") { names, output };
        declaration.AddTo(command);
        chart.AddTo(command);
        return command.Runs((parsed, _) =>
        {
            var words = parsed.GetValue(names) ?? [];
            var values = chart.IsGiven(parsed) ? OfChart(chart, parsed, words) : OfRelease(declaration.Load(parsed), words, time);
            Console.Out.Write(parsed.GetValue(output) == "json" ? ValuesJson.Of(values).ToJsonString() + "\n" : ValuesText.Of(values));
            return Task.FromResult(0);
        });
    }

    private static IReadOnlyList<ReleaseValue> OfRelease(IReadOnlyList<Declaration> declarations, string[] words, TimeProvider time)
    {
        if (words.Length == 0)
        {
            throw new UserException($"name a release: {Names(declarations)}");
        }

        var found = declarations.SelectMany(declaration => declaration.Releases.Select(release => (Declaration: declaration, Release: release)))
            .Where(entry => entry.Release.Name == words[0] || entry.Release.Id == words[0]).ToList();
        if (found.Count != 1)
        {
            throw new UserException(found.Count == 0
                ? $"no release is named {words[0]}. There are: {Names(declarations)}"
                : $"{found.Count} releases are named {words[0]}. Name one of: {string.Join(", ", found.Select(entry => entry.Release.Id))}");
        }

        try
        {
            var explainer = new ReleaseValueExplainer(found[0].Declaration, found[0].Release, new ReleaseRenderer(time));
            return Found(explainer.Explain(ValuePath.Parse(words.ElementAtOrDefault(1) ?? "")), explainer.Values);
        }
        catch (SetExpressionException exception)
        {
            throw new UserException($"release {words[0]}: {exception.Message}", exception);
        }
    }

    private static IReadOnlyList<ReleaseValue> OfChart(ChartArguments arguments, ParseResult parsed, string[] words)
    {
        if (words.Length > 1)
        {
            throw new UserException("with --chart, name the path of a value alone");
        }

        var path = arguments.Chart(parsed);
        var (layers, values) = arguments.Values(parsed);
        var explanation = new ValueExplanation(ChartLoader.Load(path), path, layers, values);
        return Found([.. explanation.Explain(ValuePath.Parse(words.FirstOrDefault() ?? "")).Select(value => new ReleaseValue(value, []))], explanation.Values);
    }

    /// <summary>A path that no layer knows is a mistake: the closest key that there is may be meant.</summary>
    private static IReadOnlyList<ReleaseValue> Found(IReadOnlyList<ReleaseValue> values, IReadOnlyDictionary<string, object?> all)
    {
        if (values is not [{ Value: { Exists: false, Origins: [] } value }])
        {
            return values;
        }

        var known = value.Path.Count;
        object? parent;
        while (!ValueLookup.TryGet(all, [.. value.Path.Take(--known)], out parent))
        {
        }

        var closest = value.Path[known] is string key && parent is Dictionary<string, object?> map ? ClosestName.Of(key, map.Keys) : null;
        throw new UserException(
            $"there is no value {ValuePath.Write(value.Path)}{(closest is null ? "" : $". Did you mean {ValuePath.Write([.. value.Path.Take(known), closest, .. value.Path.Skip(known + 1)])}?")}");
    }

    private static string Names(IReadOnlyList<Declaration> declarations) =>
        string.Join(", ", declarations.SelectMany(declaration => declaration.Releases).Select(release => release.Name).Order(StringComparer.Ordinal));
}
