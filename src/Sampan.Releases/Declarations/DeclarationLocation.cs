namespace Sampan.Releases.Declarations;

/// <summary>Finds where a declaration looks for its file when none is named, as helmfile does.</summary>
public static class DeclarationLocation
{
    private static readonly string[] DefaultNames = ["helmfile.yaml", "helmfile.yaml.gotmpl"];

    /// <summary>The files to load: the named one, the files of a named folder in order, or the default in the working folder.</summary>
    /// <exception cref="DeclarationException">Nothing is there, or two defaults are.</exception>
    public static IReadOnlyList<string> Find(string? named, string workingFolder)
    {
        if (named is not null)
        {
            var path = Path.Combine(workingFolder, named);
            if (Directory.Exists(path))
            {
                return FilesOf(path);
            }

            return File.Exists(path)
                ? [named]
                : throw new DeclarationException("no such declaration. Name a helmfile with -f FILE", named);
        }

        var folder = Path.Combine(workingFolder, "helmfile.d");
        var found = DefaultNames.Where(name => File.Exists(Path.Combine(workingFolder, name))).ToList();
        return (found.Count, Directory.Exists(folder)) switch
        {
            (1, false) => found,
            (0, true) => FilesOf(folder),
            (0, false) => throw new DeclarationException($"no declaration in {workingFolder}: neither helmfile.yaml, helmfile.yaml.gotmpl nor helmfile.d. Name one with -f FILE"),
            _ => throw new DeclarationException($"more than one default declaration in {workingFolder}: {string.Join(", ", found)}{(Directory.Exists(folder) ? ", helmfile.d" : "")}. Name one with -f FILE"),
        };
    }

    private static List<string> FilesOf(string folder)
    {
        var files = Directory.GetFiles(folder)
            .Where(file => file.EndsWith(".yaml", StringComparison.Ordinal) || file.EndsWith(".yml", StringComparison.Ordinal) || file.EndsWith(".gotmpl", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .ToList();
        return files.Count > 0 ? files : throw new DeclarationException("the folder holds no declaration (*.yaml, *.yml, *.gotmpl)", folder);
    }
}
