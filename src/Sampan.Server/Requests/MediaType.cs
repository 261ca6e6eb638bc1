namespace Sampan.Server.Requests;

/// <summary>One media type with its parameters, as in <c>Accept</c> and <c>Content-Type</c>.</summary>
internal readonly record struct MediaType(string Name, IReadOnlyDictionary<string, string> Parameters)
{
    private static readonly Dictionary<string, string> None = [];

    /// <summary>A parameter, empty where absent.</summary>
    public string Parameter(string name) => Parameters.TryGetValue(name, out var value) ? value : "";

    /// <summary>Reads one media type; its name is empty if the text is none.</summary>
    public static MediaType Parse(string text)
    {
        var parts = text.Split(';', StringSplitOptions.TrimEntries);
        if (parts[0].Count('/') != 1 || parts[0].Contains(' ', StringComparison.Ordinal))
        {
            return new MediaType("", None);
        }

        var parameters = parts.Length == 1 ? None : new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var part in parts.AsSpan(1))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals > 0)
            {
                parameters[part[..equals].Trim()] = part[(equals + 1)..].Trim().Trim('"');
            }
        }

        return new MediaType(parts[0].ToLowerInvariant(), parameters);
    }

    /// <summary>The media types of an <c>Accept</c> header, most wanted first.</summary>
    public static IEnumerable<MediaType> ParseAccept(string accept) =>
        accept.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(Parse)
            .Where(type => type.Name.Length > 0)
            .OrderByDescending(type => double.TryParse(type.Parameter("q"), System.Globalization.CultureInfo.InvariantCulture, out var quality) ? quality : 1);
}
