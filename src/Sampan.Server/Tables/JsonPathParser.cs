using System.Globalization;
using System.Text;

namespace Sampan.Server.Tables;

/// <summary>Reads the steps of a <see cref="JsonPath"/>; null where the text is none.</summary>
internal ref struct JsonPathParser(string text)
{
    private int _position;

    public static List<JsonPath.Step>? Parse(string text)
    {
        var parser = new JsonPathParser(text);
        List<JsonPath.Step> steps = [];
        while (parser._position < text.Length)
        {
            if (parser.ReadStep() is not { } step)
            {
                return null;
            }

            steps.Add(step);
        }

        return steps;
    }

    private JsonPath.Step? ReadStep()
    {
        switch (text[_position++])
        {
            case '$' or '@' when _position == 1 && text.Length > 1:
                return ReadStep();
            case '.' when _position < text.Length && text[_position] == '*':
                _position++;
                return new JsonPath.EveryStep();
            case '.' when _position < text.Length && text[_position] == '[':
                return ReadStep();
            case '.':
                return ReadMember();
            case '[':
                return ReadBracket();
            default:
                return null;
        }
    }

    private JsonPath.MemberStep? ReadMember()
    {
        var name = new StringBuilder();
        while (_position < text.Length && text[_position] is not ('.' or '['))
        {
            if (text[_position] == '\\' && _position + 1 < text.Length)
            {
                _position++;
            }

            name.Append(text[_position++]);
        }

        return name.Length == 0 ? null : new JsonPath.MemberStep(name.ToString());
    }

    private JsonPath.Step? ReadBracket()
    {
        var end = FindEnd();
        if (end < 0)
        {
            return null;
        }

        var inner = text[_position..end].Trim();
        _position = end + 1;
        if (inner == "*")
        {
            return new JsonPath.EveryStep();
        }

        if (int.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            return new JsonPath.IndexStep(index);
        }

        if (inner.StartsWith("?(", StringComparison.Ordinal) && inner.EndsWith(')'))
        {
            return Filter(inner[2..^1]);
        }

        return inner is ['\'' or '"', .. var name, '\'' or '"'] ? new JsonPath.MemberStep(name) : null;
    }

    private readonly int FindEnd()
    {
        var quote = '\0';
        for (var i = _position; i < text.Length; i++)
        {
            if (quote != '\0')
            {
                quote = text[i] == quote ? '\0' : quote;
            }
            else if (text[i] is '\'' or '"')
            {
                quote = text[i];
            }
            else if (text[i] == ']')
            {
                return i;
            }
        }

        return -1;
    }

    private static JsonPath.FilterStep? Filter(string condition)
    {
        foreach (var sign in (ReadOnlySpan<string>)["==", "!="])
        {
            var at = condition.IndexOf(sign, StringComparison.Ordinal);
            if (at > 0)
            {
                var operand = condition[(at + 2)..].Trim();
                operand = operand is ['\'' or '"', .. var quoted, '\'' or '"'] ? quoted : operand;
                return new JsonPath.FilterStep(JsonPath.Parse(condition[..at].Trim()), operand, sign == "==");
            }
        }

        return null;
    }
}
