using Microsoft.Extensions.Time.Testing;
using Sampan.Charts.Downloads;
using Sampan.Reports;

namespace Sampan.Tests.Reports;

public sealed class DownloadLineTests : IDisposable
{
    private const string Clear = "\r\e[K";
    private static readonly Uri Web = new("https://charts.test/web-1.0.0.tgz");
    private static readonly Uri Data = new("https://charts.test/data-1.0.0.tgz");

    private readonly FakeTimeProvider _time = new();
    private readonly StringWriter _terminal = new();

    public void Dispose() => _terminal.Dispose();

    [Fact]
    public void Report_WhatIsOverInAMoment_ShowsNothing()
    {
        var line = new DownloadLine(_terminal, _time);

        line.Report(new DownloadProgress(Web, 10, 20, IsOver: false));
        line.Report(new DownloadProgress(Web, 20, 20, IsOver: true));

        Assert.Equal("", _terminal.ToString());
    }

    [Fact]
    public void Report_ALongDownload_ShowsOneLineAndClearsIt()
    {
        var line = new DownloadLine(_terminal, _time);
        line.Report(new DownloadProgress(Web, 0, 3 << 20, IsOver: false));
        _time.Advance(TimeSpan.FromSeconds(1));

        line.Report(new DownloadProgress(Web, 1 << 20, 3 << 20, IsOver: false));
        line.Report(new DownloadProgress(Web, 2 << 20, 3 << 20, IsOver: false));
        line.Report(new DownloadProgress(Web, 3 << 20, 3 << 20, IsOver: true));

        Assert.Equal($"{Clear}downloading web-1.0.0.tgz, 1.0 of 3.0 MiB{Clear}", _terminal.ToString());
    }

    [Fact]
    public void Report_SeveralOfWhichOneHasNoLength_AddsThemUp()
    {
        var line = new DownloadLine(_terminal, _time);
        line.Report(new DownloadProgress(Web, 1 << 20, 3 << 20, IsOver: false));
        _time.Advance(TimeSpan.FromSeconds(1));

        line.Report(new DownloadProgress(Data, 1 << 19, null, IsOver: false));

        Assert.Equal($"{Clear}downloading 2 files, 1.5 MiB", _terminal.ToString());
    }
}
