namespace Sampan.Conformance;

/// <summary>
/// The committed names of an area's cases that may fail: the ratchet. A failing case that is not listed is a
/// regression; a listed case that passes must be taken off the list, so that it can never fail again.
/// </summary>
internal sealed class ExpectedFailureList(string path)
{
    private readonly HashSet<string> _names = File.Exists(path)
        ? File.ReadLines(path).Where(line => line.Length > 0).ToHashSet(StringComparer.Ordinal)
        : [];

    public bool Contains(string name) => _names.Contains(name);

    /// <summary>Writes the list anew: the names in order, one a line.</summary>
    public static void Write(string path, IEnumerable<string> names) =>
        File.WriteAllLines(path, names.Order(StringComparer.Ordinal));
}
