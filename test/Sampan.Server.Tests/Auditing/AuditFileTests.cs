using Microsoft.Extensions.Time.Testing;
using Sampan.Server.Auditing;

namespace Sampan.Server.Tests.Auditing;

public sealed class AuditFileTests : IDisposable
{
    private static readonly AuditPolicy Policy = AuditPolicy.Parse("apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{level: Metadata}]");
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sampan");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 8, 1, 12, 0, 0, TimeSpan.Zero));

    private string Log => Path.Combine(_folder.FullName, "audit.log");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Append_IsAtOnceInAPrivateFile_AfterWhatWasThere()
    {
        File.WriteAllText(Log, "before\n");
        using var file = new AuditFile(new AuditOptions(Policy, Log), _time);

        file.Append("line\n"u8);

        Assert.Equal("before\nline\n", Read(Log));
    }

    [Fact]
    public void NewFile_IsForItsOwnerOnly()
    {
        using var file = new AuditFile(new AuditOptions(Policy, Log), _time);

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Log));
        }
    }

    [Fact]
    public void Append_BeyondTheSize_PutsTheFileAsideAndKeepsTheNewest()
    {
        using var file = new AuditFile(new AuditOptions(Policy, Log) { MaxSize = 1, MaxBackups = 2 }, _time);
        var line = new byte[700 * 1024];

        for (var i = 0; i < 5; i++)
        {
            file.Append(line);
            _time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(
            ["audit-2026-08-01T12-03-00.000.log", "audit-2026-08-01T12-04-00.000.log", "audit.log"],
            _folder.GetFiles().Select(found => found.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Append_BeyondTheSize_RemovesWhatIsTooOld()
    {
        using var file = new AuditFile(new AuditOptions(Policy, Log) { MaxSize = 1, MaxAge = 1 }, _time);
        var line = new byte[700 * 1024];

        for (var i = 0; i < 4; i++)
        {
            file.Append(line);
            _time.Advance(TimeSpan.FromDays(1));
        }

        Assert.Equal(["audit-2026-08-03T12-00-00.000.log", "audit-2026-08-04T12-00-00.000.log", "audit.log"], _folder.GetFiles().Select(found => found.Name).Order(StringComparer.Ordinal));
    }

    private static string Read(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
        return reader.ReadToEnd();
    }
}
