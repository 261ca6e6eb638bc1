using System.Text;

namespace Sampan.Templates.Functions;

/// <summary>sprig's functions that wrap and shorten, counting bytes as goutils does.</summary>
internal static class LongLines
{
    private const string Ellipsis = "...";

    public static void AddTo(FunctionTable table)
    {
        table.Add("wrap", [ParameterType.Integer, ParameterType.Text], (_, arguments) => Wrap((string)arguments[1]!, (nint)arguments[0]!, "\n", breaksWords: false));
        table.Add("wrapWith", [ParameterType.Integer, ParameterType.Text, ParameterType.Text], (_, arguments) =>
            Wrap((string)arguments[2]!, (nint)arguments[0]!, (string)arguments[1]! is { Length: > 0 } separator ? separator : "\n", breaksWords: true));
        table.Add("abbrev", [ParameterType.Integer, ParameterType.Text], (_, arguments) => Abbreviate((string)arguments[1]!, 0, (nint)arguments[0]!));
        table.Add("abbrevboth", [ParameterType.Integer, ParameterType.Integer, ParameterType.Text], (_, arguments) =>
            Abbreviate((string)arguments[2]!, (nint)arguments[0]!, (nint)arguments[1]!));
    }

    private static string Wrap(string text, nint width, string separator, bool breaksWords)
    {
        var bytes = ByteCharacters.Split(text);
        var line = (int)Math.Clamp(width, 1, int.MaxValue / 2);
        var wrapped = new StringBuilder(bytes.Length + 16);
        var end = ByteCharacters.Split(separator);
        var offset = 0;
        while (bytes.Length - offset > line)
        {
            if (bytes[offset] == ' ')
            {
                offset++;
                continue;
            }

            var space = bytes.LastIndexOf(' ', offset + line, line + 1);
            if (space < 0 && !breaksWords)
            {
                space = bytes.IndexOf(' ', offset + line);
                if (space < 0)
                {
                    break;
                }
            }

            var cut = space >= 0 ? space : offset + line;
            wrapped.Append(bytes, offset, cut - offset).Append(end);
            offset = space >= 0 ? space + 1 : cut;
        }

        return ByteCharacters.Join(wrapped.Append(bytes, offset, bytes.Length - offset).ToString());
    }

    private static string Abbreviate(string text, nint left, nint width)
    {
        if (width < 4 || (left > 0 && width < 7))
        {
            return text;
        }

        var bytes = ByteCharacters.Split(text);
        return bytes.Length <= width ? text : ByteCharacters.Join(Abbreviated(bytes, (int)Math.Min(Math.Max(left, 0), bytes.Length), (int)width));
    }

    private static string Abbreviated(string bytes, int offset, int width)
    {
        var kept = width - Ellipsis.Length;
        offset = Math.Min(offset, bytes.Length - kept);
        if (offset <= 4)
        {
            return bytes[..kept] + Ellipsis;
        }

        if (offset + kept < bytes.Length)
        {
            var rest = bytes[offset..];
            return Ellipsis + (kept < 4 ? "" : rest.Length <= kept ? rest : Abbreviated(rest, 0, kept));
        }

        return Ellipsis + bytes[^kept..];
    }
}
