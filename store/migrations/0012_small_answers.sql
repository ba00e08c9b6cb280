-- Until now an answer held the whole slip or voucher it spoke of, with the need, the address and the code, under the key of
-- its form alone. Now it holds a number or an id, under a key that is made of the form and its contents. Those from before go:
-- a form that was sent before the upgrade and comes again after it is asked anew. What the first sending did refuses most of
-- them; an order is filed a second time, which its resident sees and can withdraw.
DELETE FROM answer;
