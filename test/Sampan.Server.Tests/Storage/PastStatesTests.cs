using Sampan.Server.Storage;

namespace Sampan.Server.Tests.Storage;

public sealed class PastStatesTests
{
    [Fact]
    public void At_RevisionBetweenTwoStates_IsTheOlderOne()
    {
        var states = Of(10, 2, 5, 9);

        Assert.Equal(7, states.At(7)!.Revision);
        Assert.Equal(9, states.At(12)!.AtRevision(9).Revision);
        Assert.Null(states.At(1));
    }

    [Fact]
    public void Add_BeyondTheCapacity_ForgetsTheOldest()
    {
        var states = Of(2, 2, 5, 9);

        Assert.Equal(5, states.Oldest);
        Assert.Null(states.At(4));
        Assert.NotNull(states.At(5));
    }

    [Fact]
    public void DropBefore_KeepsTheStateAtTheRevision()
    {
        var states = Of(10, 2, 5, 9);

        states.DropBefore(7);

        Assert.Null(states.At(6));
        Assert.NotNull(states.At(7));
        Assert.NotNull(states.At(9));
    }

    private static PastStates Of(int capacity, params long[] revisions)
    {
        var states = new PastStates(capacity, StoreSnapshot.Empty.AtRevision(revisions[0]));
        foreach (var revision in revisions.Skip(1))
        {
            states.Add(StoreSnapshot.Empty.AtRevision(revision));
        }

        return states;
    }
}
