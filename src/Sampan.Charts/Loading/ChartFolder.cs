namespace Sampan.Charts.Loading;

/// <summary>Reads the files of a chart's folder: in the order of their names, without what <c>.helmignore</c> leaves out.</summary>
internal sealed class ChartFolder
{
    private readonly string _root;
    private readonly string _resolvedRoot;
    private readonly IgnoreRules _rules;
    private readonly List<ChartFile> _files = [];

    private ChartFolder(string root)
    {
        _root = root;
        _resolvedRoot = Resolve(new DirectoryInfo(root));
        var ignoreFile = Path.Combine(root, ".helmignore");
        _rules = IgnoreRules.Parse([.. File.Exists(ignoreFile) ? File.ReadLines(ignoreFile) : [], IgnoreRules.Default]);
    }

    /// <summary>The files, named within the folder; throws <see cref="ChartException"/>.</summary>
    public static IReadOnlyList<ChartFile> Read(string folder)
    {
        var reading = new ChartFolder(Path.GetFullPath(folder));
        reading.ReadFolder(new DirectoryInfo(reading._root), "", []);
        return reading._files;
    }

    private void ReadFolder(DirectoryInfo folder, string prefix, HashSet<string> linksFollowed)
    {
        foreach (var entry in folder.EnumerateFileSystemInfos().OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var name = prefix + entry.Name;
            var target = entry.LinkTarget is null ? entry : Follow(entry, name);
            if (_rules.Ignores(name, target is DirectoryInfo))
            {
                continue;
            }

            if (target is not DirectoryInfo subfolder)
            {
                ReadFile((FileInfo)target, name);
                continue;
            }

            var isLink = entry.LinkTarget is not null;
            if (isLink && !linksFollowed.Add(target.FullName))
            {
                throw new ChartException($"symbolic link {name} leads back to {target.FullName}", "remove the link");
            }

            ReadFolder(subfolder, name + "/", linksFollowed);
            if (isLink)
            {
                linksFollowed.Remove(target.FullName);
            }
        }
    }

    private void ReadFile(FileInfo file, string name)
    {
        if ((file.Attributes & FileAttributes.Device) != 0 || (file.UnixFileMode == default && !file.Exists))
        {
            throw new ChartException($"cannot load irregular file {Path.Combine(_root, name)} as it has file mode type bits set", "leave it out with .helmignore");
        }

        if (file.Length > ChartLimits.FileBytes)
        {
            throw new ChartException($"chart file \"{file.Name}\" is larger than the maximum file size {ChartLimits.FileBytes}", "leave it out with .helmignore");
        }

        try
        {
            _files.Add(new ChartFile(name, ByteOrderMark.Strip(File.ReadAllBytes(file.FullName))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartException($"error reading {name}: {exception.Message}", cause: exception);
        }
    }

    /// <summary>What a link points to, which has to be inside the chart.</summary>
    private FileSystemInfo Follow(FileSystemInfo link, string name)
    {
        var target = link.ResolveLinkTarget(returnFinalTarget: true);
        if (target is not { Exists: true })
        {
            throw new ChartException($"error evaluating symlink {Path.Combine(_root, name)}: no such file or directory", "remove the link or restore its target");
        }

        var resolved = target is DirectoryInfo folder ? Resolve(folder) : Path.Combine(Resolve(((FileInfo)target).Directory!), target.Name);
        return (resolved + "/").StartsWith(_resolvedRoot + "/", StringComparison.Ordinal)
            ? target
            : throw new ChartException($"symbolic link {name} leads out of the chart, to {resolved}", "copy the file into the chart");
    }

    private static string Resolve(DirectoryInfo folder) =>
        folder.ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? folder.FullName;
}
