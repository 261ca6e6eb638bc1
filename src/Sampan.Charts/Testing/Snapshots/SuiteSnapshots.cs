using System.Globalization;
using System.Text;
using Sampan.Kubernetes.Yaml;

namespace Sampan.Charts.Testing.Snapshots;

using Map = Dictionary<string, object?>;

/// <summary>
/// The snapshots of a suite, in a file of the folder <c>__snapshot__</c> next to it: tests by their names, and in them
/// numbered texts. What is not recorded yet is, and what no test asks for any more goes.
/// </summary>
internal sealed class SuiteSnapshots
{
    private const string Folder = "__snapshot__";
    private readonly string _path;
    private readonly bool _isUpdating;
    private readonly Dictionary<string, SortedDictionary<int, string>> _recorded;
    private readonly Dictionary<string, SortedDictionary<int, string>> _current = new(StringComparer.Ordinal);

    private SuiteSnapshots(string path, bool isUpdating, Dictionary<string, SortedDictionary<int, string>> recorded) =>
        (_path, _isUpdating, _recorded) = (path, isUpdating, recorded);

    /// <summary>How many comparisons were made.</summary>
    public int Total { get; private set; }

    /// <summary>How many differed.</summary>
    public int Failed => _isUpdating ? 0 : Changed;

    /// <summary>How many were recorded for the first time.</summary>
    public int Created { get; private set; }

    /// <summary>How many were recorded and not asked for.</summary>
    public int Vanished => _recorded.Sum(test => test.Value.Keys.Count(index => !(_current.TryGetValue(test.Key, out var texts) && texts.ContainsKey(index))));

    private int Changed { get; set; }

    /// <summary>Reads the snapshots of a suite's file, and of its id where it has one. Throws <see cref="ChartException"/>.</summary>
    public static SuiteSnapshots Read(string suiteFile, string snapshotId, bool isUpdating)
    {
        var name = $"{Path.GetFileName(suiteFile)}{(snapshotId.Length > 0 ? $"_{snapshotId}" : "")}.snap";
        var path = Path.Combine(Path.GetDirectoryName(suiteFile) ?? "", Folder, name);
        try
        {
            return new SuiteSnapshots(path, isUpdating, File.Exists(path) ? Parse(File.ReadAllText(path)) : []);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or YamlSyntaxException or FormatException)
        {
            throw new ChartException($"snapshots {path} cannot be read: {exception.Message}", "remove the file to record them again", exception);
        }
    }

    /// <summary>Holds a test's text against what was recorded for its number.</summary>
    public SnapshotComparison Compare(string test, int index, string text, Func<string, string?>? mismatch)
    {
        Total++;
        var recorded = _recorded.GetValueOrDefault(test)?.GetValueOrDefault(index);
        Created += recorded is null ? 1 : 0;
        var problem = mismatch?.Invoke(text);
        var matches = mismatch is not null ? problem is null : recorded is null || recorded == text;
        Changed += mismatch is null && !matches ? 1 : 0;
        if (!_current.TryGetValue(test, out var texts))
        {
            _current[test] = texts = [];
        }

        texts[index] = _isUpdating ? text : recorded ?? text;
        return new SnapshotComparison(_isUpdating || matches, index, recorded ?? "", text, problem);
    }

    /// <summary>Writes the file when there is something to record or to remove. Throws <see cref="ChartException"/>.</summary>
    public void Save()
    {
        if (Created == 0 && Vanished == 0 && !(_isUpdating && Changed > 0))
        {
            return;
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
            File.WriteAllText(_path, Text());
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"snapshots {_path} cannot be written: {exception.Message}", cause: exception);
        }
    }

    private string Text()
    {
        var text = new StringBuilder();
        var writer = new YamlWriter(text, YamlStyle.Helmfile);
        writer.BeginMapping(_current.Count);
        foreach (var (test, texts) in _current.OrderBy(entry => entry.Key, YamlStyle.Helmfile.KeyOrder))
        {
            writer.Key(test);
            writer.BeginMapping(texts.Count);
            foreach (var (index, snapshot) in texts)
            {
                writer.WordKey(index.ToString(CultureInfo.InvariantCulture));
                writer.Text(snapshot);
            }

            writer.EndMapping();
        }

        writer.EndMapping();
        return text.ToString();
    }

    private static Dictionary<string, SortedDictionary<int, string>> Parse(string text)
    {
        Dictionary<string, SortedDictionary<int, string>> recorded = new(StringComparer.Ordinal);
        foreach (var (test, texts) in TestYaml.Read(text) as Map ?? [])
        {
            recorded[test] = [];
            foreach (var (index, snapshot) in texts as Map ?? [])
            {
                recorded[test][int.Parse(index, NumberStyles.None, CultureInfo.InvariantCulture)] = snapshot as string ?? Suites.SuiteFields.ScalarText(snapshot);
            }
        }

        return recorded;
    }
}
