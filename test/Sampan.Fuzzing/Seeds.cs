using System.Text.Json;

namespace Sampan.Fuzzing;

/// <summary>Real inputs to begin with, from the corpus.</summary>
internal static class Seeds
{
    /// <summary>The values of a field in all cases of a file.</summary>
    public static IReadOnlyList<string> Texts(string corpus, string file, string field)
    {
        using var cases = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(corpus, file)));
        return [.. cases.RootElement.EnumerateArray().Where(@case => @case.TryGetProperty(field, out _)).Select(@case => @case.GetProperty(field).ToString())];
    }

    /// <summary>The contents of the smaller files of a folder.</summary>
    public static IReadOnlyList<T> Files<T>(string corpus, string folder, string pattern, int maximumSize, Func<string, T> read) =>
        [.. Directory.EnumerateFiles(Path.Combine(corpus, folder), pattern, SearchOption.AllDirectories).Order(StringComparer.Ordinal).Where(path => new FileInfo(path).Length <= maximumSize).Select(read)];

    public static T Any<T>(this IReadOnlyList<T> seeds, Random random) => seeds[random.Next(seeds.Count)];
}
