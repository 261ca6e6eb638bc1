using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Conformance.Cli;

/// <summary>Compares what a command line did with what was recorded, by the corpus's rules.</summary>
internal sealed class CliComparison(CliCase @case, string files, string working)
{
    public Outcome Compare(int exit, string output, string error)
    {
        if (@case.Exit is { } expectedExit ? exit != expectedExit : exit == 0)
        {
            return Outcome.Failed($"expected exit {@case.Exit?.ToString() ?? "nonzero"}, got {exit}: {error}");
        }

        foreach (var part in @case.ErrorParts.Select(Fill).Where(part => !error.Contains(part, StringComparison.Ordinal)))
        {
            return Outcome.Failed($"expected standard error to contain {part}, got {error}");
        }

        if (@case.Output is { } recorded && CompareOutput(Fill(recorded), output) is { } difference)
        {
            return Outcome.Failed(difference);
        }

        foreach (var (name, content) in @case.Creates)
        {
            if (CompareFile(name, content) is { } problem)
            {
                return Outcome.Failed(problem);
            }
        }

        return Outcome.Passed;
    }

    private string? CompareOutput(string expected, string output)
    {
        var (left, right) = (Parts(expected), Parts(output));
        if (@case.Comparison == "lines-contain")
        {
            return expected.Split('\n', StringSplitOptions.RemoveEmptyEntries).Except(output.Split('\n')).FirstOrDefault() is { } missing ? $"expected the line {missing} in {output}" : null;
        }

        var equal = @case.IsUnordered ? left.Order(StringComparer.Ordinal).SequenceEqual(right.Order(StringComparer.Ordinal)) : left.SequenceEqual(right);
        return equal ? null : $"expected {expected} got {output}";
    }

    private List<string> Parts(string text) => @case.Comparison switch
    {
        "yaml-documents" => Documents(text),
        "json" => [Json(text)],
        _ => @case.IsUnordered ? Lines(text) : [Kept(text)],
    };

    private string? CompareFile(string name, string? expected)
    {
        var path = Path.Combine(files, name);
        if (!File.Exists(path))
        {
            return $"{name} was not created";
        }

        if (expected is null)
        {
            return null;
        }

        var content = File.ReadAllText(path);
        var equal = content == Fill(expected) || (Path.GetExtension(name) == ".yaml" && Documents(content).SequenceEqual(Documents(Fill(expected))));
        return equal ? null : $"expected {name} to be {expected}, it is {content}";
    }

    private string Fill(string text) => text.Replace("@FILES@", files, StringComparison.Ordinal).Replace("@CWD@", working, StringComparison.Ordinal);

    private string Kept(string text)
    {
        var ignored = @case.IgnoredLines.Select(line => new Regex(line)).ToList();
        return string.Join('\n', text.TrimEnd().Split('\n').Where(line => !ignored.Exists(pattern => pattern.IsMatch(line))));
    }

    private List<string> Lines(string text) => [.. Kept(text).Split('\n').Where(line => line.Length > 0)];

    private static List<string> Documents(string text)
    {
        try
        {
            return [.. YamlToJson.ConvertAll(text).Select(document => Encoding.UTF8.GetString(document.Json)).Where(json => json != "null")];
        }
        catch (YamlSyntaxException)
        {
            // Templates in YAML's clothes, which created files may be.
            return [text];
        }
    }

    private static string Json(string text)
    {
        using var document = JsonDocument.Parse(text);
        return document.RootElement.GetRawText();
    }
}
