using System.Data.Common;
using Umbraco.AutoTag.Core.Queue;

namespace Umbraco.AutoTag.Storage.Tests.SqlServer;

/// <summary>That the stand-in is as strict as it must be, and what is so only on SQL Server.</summary>
public sealed class SqlServerTests() : DatabaseTest(Engine.SqlServerStandIn)
{
    [TestCase("SELECT path FROM autoTagWorkItem LIMIT 5")]
    [TestCase("UPDATE autoTagWorkItem SET fence = 1 WHERE state = 2 RETURNING fence")]
    [TestCase("INSERT INTO autoTagSetting (name, value) VALUES ('a', 'b') ON CONFLICT DO NOTHING")]
    [TestCase("SELECT path FROM autoTagWorkItem WHERE mediaKey = ANY(@keys)")]
    [TestCase("SELECT path FROM autoTagWorkItem FOR UPDATE SKIP LOCKED")]
    [TestCase("SELECT path FROM autoTagWorkItem OFFSET 0 ROWS FETCH NEXT 5 ROWS ONLY")]
    [TestCase("UPDATE autoTagWorkItem SET fence = 1 OUTPUT inserted.fence, WHERE state = 2")]
    [TestCase("SELECT path FROM autoTagWorkItem WHERE (state = 1")]
    [TestCase("CREATE TABLE t (a bigint GENERATED ALWAYS AS (b) STORED)")]
    [TestCase("PRAGMA journal_mode = WAL")]
    public void What_SQL_Server_does_not_understand_is_refused(string statement) =>
        Assert.That(() => ExecuteAsync(statement), Throws.InstanceOf<DbException>().With.Message.StartsWith("Not T-SQL"));

    [TestCase(1205, TestName = "The_victim_of_a_deadlock_tries_again")]
    [TestCase(1222, TestName = "A_lock_that_took_too_long_is_tried_again")]
    [TestCase(3960, TestName = "A_snapshot_that_is_too_old_is_tried_again")]
    public async Task Tries_again(int number)
    {
        IWorkItemStore items = Competitor().GetRequiredService<IWorkItemStore>();
        SqlServerStandIn.RefuseNext(number);

        Assert.That(await items.EnqueueAsync([A.Request()], default), Is.EqualTo(1));
    }

    [Test]
    public void What_trying_again_does_not_mend_is_told_at_once()
    {
        const int noPermission = 229;
        SqlServerStandIn.RefuseNext(noPermission);

        Assert.That(() => Items.EnqueueAsync([A.Request()], default), Throws.InstanceOf<DbException>());
    }
}
