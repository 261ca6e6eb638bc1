namespace Sampan.EndToEnd.Harness;

/// <summary>What a test needs of the machine: missing in CI it is a failure, elsewhere the test is skipped with the reason.</summary>
internal static class Requirement
{
    public static string Kubectl() => Program("kubectl", "install kubectl (Debian: kubernetes-client)");

    public static string Etcd() => Program("etcd", "install etcd (Debian: etcd-server)");

    /// <summary>Docker's registry: installed, or Debian's package unpacked into a cache folder.</summary>
    public static async Task<string> DockerRegistryAsync()
    {
        const string name = "docker-registry";
        if (Find(name) is { } installed)
        {
            return installed;
        }

        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "sampan-tests", name);
        var program = Path.Combine(folder, "root", "usr", "bin", name);
        if (!File.Exists(program) && Find("apt-get") is { } apt && Find("dpkg-deb") is { } dpkg)
        {
            Directory.CreateDirectory(folder);
            var download = await Programs.RunAsync(apt, ["download", name], folder: folder);
            if (download.ExitCode == 0 && Directory.GetFiles(folder, "*.deb").FirstOrDefault() is { } package)
            {
                await Programs.RunAsync(dpkg, ["-x", package, Path.Combine(folder, "root")]);
            }
        }

        return File.Exists(program) ? program : Missing(name, $"install {name} (Debian: {name}), or run apt-get update so that it can be downloaded");
    }

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

    private static string Program(string name, string mend) => Find(name) ?? Missing(name, mend);

    private static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    private static string Missing(string what, string mend)
    {
        Assert.SkipUnless(Environment.GetEnvironmentVariable("CI") is { Length: > 0 }, $"needs {what}: {mend}");
        throw new InvalidOperationException($"CI needs {what}: {mend}");
    }
}
