namespace Sampan.Server.Embedded;

/// <summary>What a cluster can be called: a DNS label, since names become parts of URLs, keys and object names.</summary>
internal static class ClusterNames
{
    public static bool IsValid(string name) =>
        name.Length is > 0 and <= 63
        && char.IsAsciiLetterOrDigit(name[0])
        && char.IsAsciiLetterOrDigit(name[^1])
        && name.All(letter => char.IsAsciiLetterLower(letter) || char.IsAsciiDigit(letter) || letter == '-');
}
