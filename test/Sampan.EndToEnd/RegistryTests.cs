using Sampan.EndToEnd.Harness;

namespace Sampan.EndToEnd;

public sealed class RegistryTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("sampan-home-").FullName;

    public void Dispose() => Directory.Delete(_home, recursive: true);

    [Fact]
    public async Task Charts_InARealRegistry_ArePushedPulledAndDependedOn()
    {
        await using var registry = await RunningRegistry.StartAsync();
        var charts = $"oci://{registry.Host}/charts";
        await MakeChartAsync("web", "1.2.0");

        Assert.Contains("basic credential not found", (await HelmAsync("push", "web-1.2.0.tgz", charts)).Failed(), StringComparison.Ordinal);
        Assert.Contains("401", (await HelmAsync(["registry", "login", registry.Host, "-u", RunningRegistry.User, "--password-stdin"], "wrong\n")).Failed(), StringComparison.Ordinal);
        (await HelmAsync(["registry", "login", registry.Host, "-u", RunningRegistry.User, "--password-stdin"], RunningRegistry.Password + "\n")).Succeeded();
        (await HelmAsync("push", "web-1.2.0.tgz", charts)).Succeeded();

        (await HelmAsync("pull", $"{charts}/web", "--version", "^1.0.0", "--untar", "--untardir", "pulled")).Succeeded();
        Assert.Equal(await ReadAsync("web/values.yaml"), await ReadAsync("pulled/web/values.yaml"));

        Directory.CreateDirectory(Path.Combine(_home, "app"));
        await File.WriteAllTextAsync(Path.Combine(_home, "app/Chart.yaml"), $"apiVersion: v2\nname: app\nversion: 0.1.0\ndependencies: [{{name: web, version: 1.x, repository: '{charts}'}}]\n", TestContext.Current.CancellationToken);
        (await HelmAsync("dependency", "update", "app")).Succeeded();
        Assert.Contains("# Source: app/charts/web/templates/deployment.yaml", (await HelmAsync("template", "r", "app")).Succeeded(), StringComparison.Ordinal);

        (await HelmAsync("registry", "logout", registry.Host)).Succeeded();
        (await HelmAsync("pull", $"{charts}/web", "--version", "1.2.0")).Failed();
    }

    [Fact]
    public async Task Pull_PackageThatWasChangedInTheRegistry_IsRefused()
    {
        await using var registry = await RunningRegistry.StartAsync();
        await MakeChartAsync("web", "1.2.0");
        (await HelmAsync(["registry", "login", registry.Host, "-u", RunningRegistry.User, "--password-stdin"], RunningRegistry.Password + "\n")).Succeeded();
        (await HelmAsync("push", "web-1.2.0.tgz", $"oci://{registry.Host}/charts")).Succeeded();
        var package = await File.ReadAllBytesAsync(Path.Combine(_home, "web-1.2.0.tgz"), TestContext.Current.CancellationToken);
        var stored = Directory.GetFiles(registry.Storage, "data", SearchOption.AllDirectories).Single(file => new FileInfo(file).Length == package.Length);
        package[^20] ^= 1;
        await File.WriteAllBytesAsync(stored, package, TestContext.Current.CancellationToken);

        var error = (await HelmAsync("pull", $"oci://{registry.Host}/charts/web", "-d", "pulled-here")).Failed();

        Assert.Contains("but the registry says sha256:", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_home, "pulled-here")));
    }

    [Fact]
    public async Task Push_CredentialOfDockersHelper_IsUsed()
    {
        await using var registry = await RunningRegistry.StartAsync();
        await MakeChartAsync("web", "1.2.0");
        Directory.CreateDirectory(Path.Combine(_home, ".docker"));
        await File.WriteAllTextAsync(Path.Combine(_home, ".docker/config.json"), "{\"credHelpers\":{\"" + registry.Host + "\":\"test\"}}", TestContext.Current.CancellationToken);
        var helper = Path.Combine(_home, "docker-credential-test");
        await File.WriteAllTextAsync(helper, $$"""
            #!/bin/sh
            test "$1:$(cat)" = "get:{{registry.Host}}" && echo '{"Username":"{{RunningRegistry.User}}","Secret":"{{RunningRegistry.Password}}"}'
            """, TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(helper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        }

        (await HelmAsync("push", "web-1.2.0.tgz", $"oci://{registry.Host}/charts")).Succeeded();
    }

    private async Task MakeChartAsync(string name, string version)
    {
        (await HelmAsync("create", name)).Succeeded();
        (await HelmAsync("package", name, "--version", version)).Succeeded();
    }

    private Task<string> ReadAsync(string name) => File.ReadAllTextAsync(Path.Combine(_home, name), TestContext.Current.CancellationToken);

    private Task<CommandResult> HelmAsync(params string[] words) => HelmAsync(words, input: null);

    private Task<CommandResult> HelmAsync(string[] words, string? input) =>
        Programs.RunAsync(Programs.Sampan, ["helm", .. words], new Dictionary<string, string> { ["HOME"] = _home, ["XDG_CACHE_HOME"] = "", ["XDG_CONFIG_HOME"] = "", ["XDG_DATA_HOME"] = "", ["PATH"] = $"{_home}:{Environment.GetEnvironmentVariable("PATH")}" }, _home, input);
}
