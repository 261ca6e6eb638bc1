using Microsoft.Extensions.Logging.Abstractions;
using Sampan.Server.Embedded;

namespace Sampan.Controllers.Tests;

public sealed class ControllerSelectionTests
{
    private static readonly string[] Known = ["job-controller", "kube-scheduler"];

    [Theory]
    [InlineData("*", true, true)]
    [InlineData("*,-job-controller", false, true)]
    [InlineData("-job-controller,*", false, true)]
    [InlineData(" job-controller ", true, false)]
    [InlineData("-job-controller", false, false)]
    [InlineData("job-controller,-job-controller", true, false)]
    [InlineData("", false, false)]
    public void Includes_EachItem_IsAsKubeControllerManagersFlag(string text, bool job, bool scheduler)
    {
        var selection = ControllerSelection.Parse(text, Known);

        Assert.Equal((job, scheduler), (selection.Includes("job-controller"), selection.Includes("kube-scheduler")));
    }

    [Theory]
    [InlineData("*,-jobs")]
    [InlineData("jobs")]
    public void Parse_UnknownName_ListsTheNames(string text) =>
        Assert.Equal(
            "\"jobs\" is not in the list of known controllers; there are job-controller, kube-scheduler",
            Assert.Throws<FormatException>(() => ControllerSelection.Parse(text, Known)).Message);

    [Fact]
    public async Task Create_EachName_IsAControllerThatCanBeLeftOut()
    {
        await using var server = EmbeddedServer.InMemory();
        await server.AddClusterAsync("test", TestContext.Current.CancellationToken);
        var all = EmbeddedControllersOptions.Member with { RootCertificate = "-", SignToken = _ => "" };

        Assert.Empty(EmbeddedControllers.Names.Except(Names(all)));
        foreach (var name in EmbeddedControllers.Names)
        {
            var others = Names(all with { Controllers = ControllerSelection.Parse($"*,-{name}", EmbeddedControllers.Names) });
            Assert.Equal(Names(all).Where(other => other != name), others);
        }

        string[] Names(EmbeddedControllersOptions options) =>
            [.. EmbeddedControllers.Create(server.Connect("test", "test"), options, TimeProvider.System, NullLogger.Instance).Names];
    }
}
