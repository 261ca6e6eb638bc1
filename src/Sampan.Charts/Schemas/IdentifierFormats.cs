using System.Text.RegularExpressions;

namespace Sampan.Charts.Schemas;

/// <summary>The formats of identifiers.</summary>
internal static class IdentifierFormats
{
    private static readonly int[] UuidGroups = [8, 4, 4, 4, 12];
    private static readonly string[] VersionParts = ["major", "minor", "patch"];

    public static string? CheckUuid(string text)
    {
        var groups = text.Split('-');
        if (groups.Length != UuidGroups.Length)
        {
            return $"must have {UuidGroups.Length} elements";
        }

        for (var i = 0; i < groups.Length; i++)
        {
            if (groups[i].Length != UuidGroups[i])
            {
                return $"element {i + 1} must be {UuidGroups[i]} characters long";
            }

            foreach (var character in groups[i].Where(character => !char.IsAsciiHexDigit(character)))
            {
                return $"non-hex character {Text.GoText.QuoteRune(character)}";
            }
        }

        return null;
    }

    public static string? CheckRegex(string text)
    {
        try
        {
            _ = new Regex(text, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
            return null;
        }
        catch (ArgumentException exception)
        {
            return exception.Message;
        }
    }

    public static string? CheckSemver(string text)
    {
        var plus = text.IndexOf('+');
        if (plus >= 0)
        {
            if (text.Length == plus + 1)
            {
                return "build is empty";
            }

            if (CheckLabels(text[(plus + 1)..], "build", numbersArePlain: false) is { } reason)
            {
                return reason;
            }

            text = text[..plus];
        }

        var dash = text.IndexOf('-');
        if (dash >= 0)
        {
            if (CheckLabels(text[(dash + 1)..], "pre-release", numbersArePlain: true) is { } reason)
            {
                return reason;
            }

            text = text[..dash];
        }

        return CheckVersionCore(text.Split('.'));
    }

    private static string? CheckVersionCore(string[] numbers)
    {
        if (numbers.Length != 3)
        {
            return "versionCore must have 3 numbers separated by dot";
        }

        foreach (var (number, part) in numbers.Zip(VersionParts))
        {
            if (number.Length == 0)
            {
                return $"{part} is empty";
            }

            if (number.Length > 1 && number[0] == '0')
            {
                return $"{part} starts with zero";
            }

            if (!number.All(char.IsAsciiDigit))
            {
                return $"{part} contains non-digit";
            }
        }

        return null;
    }

    private static string? CheckLabels(string text, string what, bool numbersArePlain)
    {
        foreach (var label in text.Split('.'))
        {
            if (label.Length == 0)
            {
                return $"{what} identifier is empty";
            }

            foreach (var character in label.Where(character => !char.IsAsciiLetterOrDigit(character) && character != '-'))
            {
                return $"invalid character {Text.GoText.QuoteRune(character)} in {what} identifier";
            }

            if (numbersArePlain && label.Length > 1 && label[0] == '0' && label.All(char.IsAsciiDigit))
            {
                return $"{what} numeric identifier starts with zero";
            }
        }

        return null;
    }
}
