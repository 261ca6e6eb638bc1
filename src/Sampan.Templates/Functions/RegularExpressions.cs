using Sampan.Templates.Formatting;
using Sampan.Kubernetes.RegularExpressions;
using Sampan.Templates.Values;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions for regular expressions. Those without <c>must</c> panic on a bad pattern, but for <c>regexMatch</c>, which is false.</summary>
internal static class RegularExpressions
{
    private static readonly ParameterType Text = ParameterType.Text;

    private delegate object? Body(GoRegex regex, ReadOnlySpan<object?> arguments);

    public static void AddTo(FunctionTable table)
    {
        table.Add("regexMatch", [Text, Text], (_, arguments) => Boxes.Of(IsMatch((string)arguments[0]!, (string)arguments[1]!)));
        table.Add("mustRegexMatch", [Text, Text], (_, arguments) => Boxes.Of(Parse((string)arguments[0]!, panics: false).IsMatch((string)arguments[1]!)));
        table.Add("regexQuoteMeta", [Text], (_, arguments) => GoRegex.Quote((string)arguments[0]!));
        AddBoth(table, "regexFind", [Text, Text], (regex, arguments) => regex.Find((string)arguments[1]!));
        AddBoth(table, "regexFindAll", [Text, Text, ParameterType.Integer], (regex, arguments) => FindAll(regex, (string)arguments[1]!, (nint)arguments[2]!));
        AddBoth(table, "regexReplaceAll", [Text, Text, Text], (regex, arguments) => regex.Replace((string)arguments[1]!, (string)arguments[2]!, expands: true));
        AddBoth(table, "regexReplaceAllLiteral", [Text, Text, Text], (regex, arguments) => regex.Replace((string)arguments[1]!, (string)arguments[2]!, expands: false));
        AddBoth(table, "regexSplit", [Text, Text, ParameterType.Integer], (regex, arguments) =>
            (nint)arguments[2]! == 0 ? Lists.NilTexts : regex.Split((string)arguments[1]!, (nint)arguments[2]!));
    }

    private static void AddBoth(FunctionTable table, string name, ParameterType[] parameters, Body body)
    {
        table.Add(name, parameters, (_, arguments) => body(Parse((string)arguments[0]!, panics: true), arguments));
        table.Add($"must{char.ToUpperInvariant(name[0])}{name[1..]}", parameters, (_, arguments) => body(Parse((string)arguments[0]!, panics: false), arguments));
    }

    private static List<string> FindAll(GoRegex regex, string text, long limit)
    {
        var found = regex.FindAll(text, limit).Select(match => match.Value).ToList();
        return found.Count > 0 ? found : Lists.NilTexts;
    }

    private static bool IsMatch(string pattern, string text)
    {
        try
        {
            return GoRegex.Parse(pattern).IsMatch(text);
        }
        catch (GoRegexException)
        {
            return false;
        }
    }

    private static GoRegex Parse(string pattern, bool panics)
    {
        try
        {
            return GoRegex.Parse(pattern);
        }
        catch (GoRegexException exception)
        {
            var quoted = pattern.Any(c => c == '`' || (c < ' ' && c != '\t') || c is '\u007F' or '\uFEFF') ? GoQuoting.Quote(pattern) : $"`{pattern}`";
            throw new FunctionException(panics ? $"regexp: Compile({quoted}): {exception.Message}" : exception.Message);
        }
    }
}
