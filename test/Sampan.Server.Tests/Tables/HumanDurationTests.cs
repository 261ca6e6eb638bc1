using Sampan.Server.Tables;

namespace Sampan.Server.Tests.Tables;

public sealed class HumanDurationTests
{
    [Theory]
    [InlineData(-5, "<invalid>")]
    [InlineData(0, "0s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(125, "2m5s")]
    [InlineData(11 * 60, "11m")]
    [InlineData(4 * 3600, "4h")]
    [InlineData(4 * 3600 + 300, "4h5m")]
    [InlineData(30 * 3600, "30h")]
    [InlineData(50 * 3600, "2d2h")]
    [InlineData(9 * 86400, "9d")]
    [InlineData(800 * 86400, "2y70d")]
    [InlineData(3000 * 86400L, "8y")]
    public void Of_Seconds_AsKubectlShowsThem(long seconds, string expected) => Assert.Equal(expected, HumanDuration.Of(TimeSpan.FromSeconds(seconds)));
}
