namespace Sampan.Charts.Schemas;

/// <summary>The formats of places in JSON.</summary>
internal static class PointerFormats
{
    private const string BadEscape = "~ must be followed by 0 or 1";

    public static string? CheckPointer(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        if (text[0] != '/')
        {
            return "not starting with /";
        }

        for (var i = text.IndexOf('~'); i >= 0; i = text.IndexOf('~', i + 1))
        {
            if (i + 1 == text.Length || text[i + 1] is not ('0' or '1'))
            {
                return BadEscape;
            }
        }

        return null;
    }

    public static string? CheckRelativePointer(string text)
    {
        var digits = text.AsSpan().IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;
        if (digits == 0)
        {
            return "must start with non-negative integer";
        }

        if (digits > 1 && text[0] == '0')
        {
            return "starts with zero";
        }

        var rest = text[digits..];
        return rest == "#" ? null : CheckPointer(rest);
    }
}
