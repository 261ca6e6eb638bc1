using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

public sealed class EventLogTests
{
    [Fact]
    public void Append_BeyondTheCapacity_CutsOffWhoStandsStill()
    {
        var log = new EventLog(0, 3);
        var still = log.After(0);
        for (var revision = 1; revision <= 10; revision++)
        {
            log.Append(new StoreEvent(revision, null!, null, IsDelete: false));
        }

        // What stands still holds nothing of what followed, however much that was.
        Assert.Null(still.Next);
        Assert.True(still.IsCutOff);
        Assert.Equal(7, log.Floor);
        Assert.Equal(8, log.After(7).Next!.Revision);
    }
}
