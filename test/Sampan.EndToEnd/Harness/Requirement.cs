namespace Sampan.EndToEnd.Harness;

/// <summary>What a test needs of the machine: missing in CI it is a failure, elsewhere the test is skipped with the reason.</summary>
internal static class Requirement
{
    public static string Kubectl() => Program("kubectl", "install kubectl (Debian: kubernetes-client)");

    public static string Corpus()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Sampan.slnx")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        var corpus = Path.GetFullPath(Path.Combine(folder ?? ".", "..", "shared", "corpus"));
        return Directory.Exists(corpus) ? corpus : Missing($"the corpus at {corpus}", "put it there");
    }

    private static string Program(string name, string mend) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists) ?? Missing(name, mend);

    private static string Missing(string what, string mend)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, $"needs {what}: {mend}");
        throw new InvalidOperationException($"CI needs {what}: {mend}");
    }
}
