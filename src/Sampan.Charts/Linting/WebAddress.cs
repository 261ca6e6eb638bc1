using System.Text.RegularExpressions;

namespace Sampan.Charts.Linting;

/// <summary>Which texts linting takes for web and mail addresses.</summary>
internal static partial class WebAddress
{
    private const int MaxUrlLength = 2083;

    /// <summary>An address that a request could be sent to: a scheme, and nothing that no address has.</summary>
    public static bool IsRequest(string text) =>
        Scheme().IsMatch(text) && !text.AsSpan().ContainsAnyInRange('\0', ' ') && Uri.TryCreate(text, UriKind.Absolute, out _);

    /// <summary>A web address; the scheme may be left out.</summary>
    public static bool IsUrl(string text) => text.Length is > 2 and < MaxUrlLength && !text.StartsWith('.') && Url().IsMatch(text);

    public static bool IsEmail(string text) => Email().IsMatch(text);

    [GeneratedRegex("^[a-zA-Z][a-zA-Z0-9+.-]*:")]
    private static partial Regex Scheme();

    [GeneratedRegex("^((ftp|tcp|udp|wss?|https?)://)?(\\S+(:\\S*)?@)?([\\p{L}\\p{N}]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}])?(\\.[\\p{L}\\p{N}]([\\p{L}\\p{N}_-]*[\\p{L}\\p{N}])?)*\\.?|\\[[0-9a-fA-F:.]+\\])(:\\d{1,5})?([/?#]\\S*)?\\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Url();

    [GeneratedRegex("^[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+(\\.[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]+)*@([\\p{L}\\p{N}]([\\p{L}\\p{N}-]*[\\p{L}\\p{N}])?\\.)+[\\p{L}]([\\p{L}\\p{N}-]*[\\p{L}])?\\.?\\z", RegexOptions.None, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Email();
}
