using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Sampan.Charts;
using Sampan.Charts.Rendering;
using Sampan.Charts.Values.Origins;
using Sampan.Releases.Declarations;
using Sampan.Releases.Explaining;

namespace Sampan.Releases.Rendering;

using Map = Dictionary<string, object?>;

/// <summary>What helps to understand a template that fails: its lines, what was rendered so far, and the values that the lines read.</summary>
internal static partial class RenderErrorContext
{
    private const int LongestValue = 80;

    /// <summary>The context, on lines of its own after the message; empty when nothing is known.</summary>
    public static string Of(ChartRenderException exception, ReleaseDeclaration release, Chart chart, Map values)
    {
        var text = new StringBuilder();
        foreach (var frame in exception.Frames)
        {
            AppendFrame(text, frame);
        }

        AppendLines(text, exception.Frames.Count > 0 ? "rendered so far:" : "rendered:", exception.Rendered.Split('\n').SkipWhile(string.IsNullOrWhiteSpace));
        AppendLines(text, "values read there:", ValuesOf(exception.Frames, release, chart, values));
        return text.ToString();
    }

    private static void AppendFrame(StringBuilder text, TemplateFrame frame)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n  {frame.Template}:{frame.Line}:{frame.Column}");
        if (frame.Source.Length > 0)
        {
            var line = frame.Source.Replace('\t', ' ');
            text.Append("\n    ").Append(line.TrimStart());
            var column = frame.Column - 1 - (line.Length - line.TrimStart().Length);
            text.Append(column >= 0 && column < line.Length ? $"\n    {new string(' ', column)}^" : "");
        }
    }

    private static void AppendLines(StringBuilder text, string title, IEnumerable<string> lines)
    {
        var any = false;
        foreach (var line in lines)
        {
            text.Append(any ? "" : $"\n  {title}").Append("\n    ").Append(line);
            any = true;
        }
    }

    /// <summary>The values that the failing lines name, those of a subchart's template below the subchart.</summary>
    private static IEnumerable<string> ValuesOf(IReadOnlyList<TemplateFrame> frames, ReleaseDeclaration release, Chart chart, Map values)
    {
        if (frames.Count == 0)
        {
            return [];
        }

        var subcharts = frames[0].Template.Split("/charts/").Skip(1).Select(part => (object)part.Split('/')[0]).ToArray();
        var explanation = new ValueExplanation(chart, Path.Combine(release.BaseFolder, release.Chart), ReleaseLayers.Of(release), values);
        return frames.SelectMany(frame => ValuePaths().Matches(frame.Source)).Select(match => match.Groups["path"].Value).Distinct()
            .SelectMany(path => Describe(explanation, subcharts, [.. path.Split('.', StringSplitOptions.RemoveEmptyEntries)])).Distinct();
    }

    /// <summary>The value, or the closest above it that there is.</summary>
    private static IEnumerable<string> Describe(ValueExplanation explanation, object[] subcharts, object[] path)
    {
        var known = path.Length;
        object? value;
        while (!ValueLookup.TryGet(explanation.Values, [.. subcharts, .. path.Take(known)], out value))
        {
            if (--known < 0)
            {
                yield break;
            }
        }

        if (known < path.Length)
        {
            yield return $".Values.{ValuePath.Write(path.Take(known + 1))} is not set";
        }

        if (known > 0)
        {
            var said = FieldEntry.ToJson(value)?.ToJsonString() ?? "null";
            yield return $".Values.{ValuePath.Write(path.Take(known))} = {(said.Length <= LongestValue ? said : $"{said[..LongestValue]}…")}{Place(explanation, [.. subcharts, .. path.Take(known)])}";
        }
    }

    private static string Place(ValueExplanation explanation, IReadOnlyList<object> path) => explanation.Explain(path) switch
    {
        [{ Origins: [{ Position: { } position } origin, ..] }] => string.Create(CultureInfo.InvariantCulture, $"  ({origin.Layer.Source}:{position.Line}:{position.Column})"),
        [{ Origins: [var origin, ..] }] => $"  ({origin.Layer.Source})",
        _ => "",
    };

    [GeneratedRegex(@"\.Values\.(?<path>[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)")]
    private static partial Regex ValuePaths();
}
