using System.Text;
using Sampan.Charts.Downloads;
using Sampan.Charts.Loading;
using Sampan.Commands.Flags;

namespace Sampan.Commands.Helm;

/// <summary>Reads the values that a command line asks for; files may be on a server (<c>-f https://…</c>).</summary>
internal static class ValuesReading
{
    private const long Limit = 32 * 1024 * 1024;

    /// <summary>The merged values; throws <see cref="Sampan.Charts.ChartException"/> with Helm's message.</summary>
    public static async Task<Dictionary<string, object?>> ReadAsync(ParsedFlags flags, HelmEnvironment environment, CancellationToken cancellationToken)
    {
        var values = HelmFlags.UserValuesOf(flags);
        Dictionary<string, string> fetched = new(StringComparer.Ordinal);
        using var downloads = environment.Downloads();
        foreach (var address in values.Files.Select(file => file.Trim()).Where(IsOnServer).Distinct())
        {
            fetched[address] = Encoding.UTF8.GetString(await downloads.GetAsync(new Uri(address), DownloadAccess.Anonymous, Limit, accept: null, cancellationToken));
        }

        return values.Merge(path => fetched.TryGetValue(path.Trim(), out var text) ? text : ValueFile.Read(path, environment.Input));
    }

    private static bool IsOnServer(string file) => Uri.TryCreate(file, UriKind.Absolute, out var address) && address.Scheme is ("http" or "https");
}
