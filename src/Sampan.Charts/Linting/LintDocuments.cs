using Sampan.Charts.Text;

namespace Sampan.Charts.Linting;

/// <summary>Splits and reads rendered text as Kubernetes' YAML-or-JSON decoder does, which linting uses.</summary>
internal static class LintDocuments
{
    /// <summary>The documents: separated by lines that start with <c>---</c>.</summary>
    public static IEnumerable<string> Split(string content)
    {
        List<string> lines = [];
        foreach (var line in content.Split('\n'))
        {
            if (!line.StartsWith("---", StringComparison.Ordinal))
            {
                lines.Add(line);
                continue;
            }

            if (lines.Count > 0)
            {
                yield return string.Join('\n', lines);
                lines.Clear();
            }
        }

        yield return string.Join('\n', lines);
    }

    /// <summary>The document's map; null when it is empty. Throws <see cref="ChartException"/> when it is none.</summary>
    public static Dictionary<string, object?>? Parse(string document)
    {
        try
        {
            return YamlData.Read(document, keepWholeNumbers: true) switch
            {
                null => null,
                Dictionary<string, object?> map => map,
                var other => throw new ChartException($"error unmarshaling JSON: while decoding JSON: json: cannot unmarshal {GoText.JsonKind(other)} into Go value of type rules.K8sYamlStruct"),
            };
        }
        catch (ChartException) when (JsonProblem(document) is { } problem)
        {
            throw new ChartException(problem);
        }
    }

    /// <summary>A text that begins as a JSON object is reported as JSON: the first character that cannot begin a key.</summary>
    private static string? JsonProblem(string document)
    {
        var start = document.Length - document.TrimStart().Length;
        if (start == document.Length || document[start] != '{')
        {
            return null;
        }

        var next = start + 1 + document[(start + 1)..].TakeWhile(char.IsWhiteSpace).Count();
        return next < document.Length && document[next] is not ('"' or '}')
            ? $"json: offset {next + 1}: invalid character {GoText.QuoteRune(document[next])} looking for beginning of object key string"
            : null;
    }
}
