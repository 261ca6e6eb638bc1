namespace Sampan.EndToEnd.Harness;

/// <summary>What a test needs of the machine: missing in CI it is a failure, elsewhere the test is skipped with the reason.</summary>
internal static class Requirement
{
    public static string Kubectl() => Program("kubectl", "install kubectl (Debian: kubernetes-client)");

    public static string Etcd() => Program("etcd", "install etcd (Debian: etcd-server)");

    /// <summary>The kubectl of a release, for what every one of them has to find.</summary>
    public static async Task<string> KubectlAsync(KubectlRelease release) => release switch
    {
        KubectlRelease.Debian => await OfDebianAsync("kubernetes-client", "kubectl"),
        KubectlRelease.Newest => Environment.GetEnvironmentVariable("KUBECTL") is { Length: > 0 } given ? given : Missing("kubectl 1.36", "name it by KUBECTL (.ci/kubectl-1.36 brings one)"),
        _ => Kubectl(),
    };

    /// <summary>Docker's registry.</summary>
    public static async Task<string> DockerRegistryAsync() => Find("docker-registry") ?? await OfDebianAsync("docker-registry", "docker-registry");

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

    /// <summary>A program of one of Debian's packages, which is unpacked into a cache folder, not installed.</summary>
    private static async Task<string> OfDebianAsync(string package, string name)
    {
        var folder = Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "sampan-tests", package);
        var program = Path.Combine(folder, "root", "usr", "bin", name);
        if (!File.Exists(program) && Find("apt-get") is { } apt && Find("dpkg-deb") is { } dpkg)
        {
            Directory.CreateDirectory(folder);
            var download = await Programs.RunAsync(apt, ["download", package], folder: folder);
            if (download.ExitCode == 0 && Directory.GetFiles(folder, "*.deb").FirstOrDefault() is { } archive)
            {
                await Programs.RunAsync(dpkg, ["-x", archive, Path.Combine(folder, "root")]);
            }
        }

        return File.Exists(program) ? program : Missing($"{name} of Debian's package {package}", "run apt-get update so that it can be downloaded");
    }

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
